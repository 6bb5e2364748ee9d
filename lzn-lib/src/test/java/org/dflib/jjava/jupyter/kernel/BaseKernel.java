package org.dflib.jjava.jupyter.kernel;

/** Stands where JJava has its kernel: no kernel runs unless a test sets one. */
public final class BaseKernel {
  public static Object running;

  private BaseKernel() {}

  public static Object notebookKernel() {
    return running;
  }
}
