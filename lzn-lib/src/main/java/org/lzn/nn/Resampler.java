package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.lzn.tensor.Constants;

/** Halves and doubles images: {@code (n, c, h, w)} to {@code (n, c, h/2, w/2)} and back. */
interface Resampler {
  NDArray down(NDArray x);

  NDArray up(NDArray x);

  /** Returns whether {@link #up} only repeats pixels. */
  default boolean repeatsPixels() {
    return false;
  }

  static Resampler of(NcsnppSettings.Resampling settings) {
    return settings.filter().isEmpty() ? new Nearest() : new Filtered(settings.filter());
  }

  /** The mean of four pixels, and a pixel four times. */
  final class Nearest implements Resampler {
    @Override
    public NDArray down(NDArray x) {
      Shape two = new Shape(2, 2);
      return Pool.avgPool2d(x, two, two, new Shape(0, 0), false, true);
    }

    @Override
    public NDArray up(NDArray x) {
      Shape shape = x.getShape();
      long[] size = {2 * shape.get(2), 2 * shape.get(3)};
      return x.getNDArrayInternal().interpolation(size, 0, false);
    }

    @Override
    public boolean repeatsPixels() {
      return true;
    }
  }

  /**
   * Low-pass filtered, [Song21] appendix H: the outer product of four taps k, normalised to sum 1,
   * slides over the image in steps of two (down), or over the image with zeros between the pixels,
   * times 4 (up). Of each four output pixels of the latter every one sees 2 × 2 of the taps; all
   * four are computed at the small size, as four channels, and interleaved.
   */
  final class Filtered implements Resampler {
    private final double[] taps = new double[4];

    Filtered(List<Double> filter) {
      double sum = filter.stream().mapToDouble(v -> v).sum();
      for (int i = 0; i < 4; i++) {
        taps[i] = filter.get(3 - i) / sum; // a convolution mirrors its filter
      }
    }

    @Override
    public NDArray down(NDArray x) {
      return convolve(x, outer(taps, taps), 4, 2);
    }

    @Override
    public NDArray up(NDArray x) {
      double[][] phases = {{2 * taps[0], 2 * taps[2], 0}, {0, 2 * taps[1], 2 * taps[3]}};
      float[] kernels = new float[36];
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 2; column++) {
          float[] kernel = outer(phases[row], phases[column]);
          System.arraycopy(kernel, 0, kernels, 9 * (2 * row + column), 9);
        }
      }
      Shape s = x.getShape();
      long height = s.get(2);
      long width = s.get(3);
      return convolve(x, kernels, 3, 1)
          .reshape(s.get(0), s.get(1), 2, 2, height, width)
          .transpose(0, 1, 4, 2, 5, 3)
          .reshape(s.get(0), s.get(1), 2 * height, 2 * width);
    }

    /** Applies the same kernels to every channel. */
    private static NDArray convolve(NDArray x, float[] kernels, int size, int stride) {
      int channels = Math.toIntExact(x.getShape().get(1));
      float[] all = new float[channels * kernels.length];
      for (int c = 0; c < channels; c++) {
        System.arraycopy(kernels, 0, all, c * kernels.length, kernels.length);
      }
      int count = all.length / (size * size);
      NDArray weight = Constants.of(x.getManager(), all, new Shape(count, 1, size, size));
      Shape step = new Shape(stride, stride);
      Shape one = new Shape(1, 1);
      return x.getNDArrayInternal().convolution(x, weight, null, step, one, one, channels).head();
    }

    private static float[] outer(double[] rows, double[] columns) {
      float[] product = new float[rows.length * columns.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = (float) (rows[i / columns.length] * columns[i % columns.length]);
      }
      return product;
    }
  }
}
