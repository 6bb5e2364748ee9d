package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.lzn.golden.Comparison;
import org.lzn.golden.GoldenCase;
import org.lzn.golden.GoldenKind;

/** clean-fid's resizing of small images (H, W, C), pixels from 0 to 255. */
public final class ResizeKind implements GoldenKind {
  private static final double TOLERANCE = 1e-2 / 255; // the comparison divides by the largest pixel

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    for (String name : golden.tensors().keySet()) {
      if (name.endsWith("_in")) {
        String image = name.substring(0, name.length() - "_in".length());
        NDArray expected = golden.tensor(image + "_out");
        NDArray images = golden.tensor(name, DataType.FLOAT32).transpose(2, 0, 1).expandDims(0);
        int height = (int) expected.getShape().get(0);
        int width = (int) expected.getShape().get(1);
        NDArray resized = ImageResize.CLEAN.resize(images, height, width);
        comparison.close(image, expected, resized.squeeze(0).transpose(1, 2, 0), TOLERANCE);
      }
    }
  }
}
