package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;

/** Labels as a network reads them: 1 in the column of the class, 0 elsewhere. */
public final class OneHot {
  private OneHot() {}

  /** Returns an array (n, K) of float32 that may enter a gradient's graph. */
  public static NDArray of(NDManager manager, int[] labels, int classes) {
    float[] ones = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      LabelAnchors.requireClass(labels[i], classes);
      ones[i * classes + labels[i]] = 1;
    }
    return Constants.of(manager, ones, new Shape(labels.length, classes));
  }
}
