package org.lzn.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Copies from one native array into another.
 *
 * <p>DJL's own {@code copyTo} goes by way of Java's memory, which on a GPU means down and up again,
 * and its native code prints a long warning when it does so first.
 */
public final class NativeCopy {
  private NativeCopy() {}

  /** Copies the values of an array into another of the same shape, which stays where it is. */
  public static void of(NDArray source, NDArray target) {
    target.set(new NDIndex("..."), source);
  }
}
