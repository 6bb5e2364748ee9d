package io.github.spencerpark.ijava;

/** Stands where IJava has its kernel: no kernel runs unless a test sets one. */
public final class IJava {
  public static Object running;

  private IJava() {}

  public static Object getKernelInstance() {
    return running;
  }
}
