package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import org.lzn.tensor.NativeCode;

/**
 * The 3×3 convolution of an image in which every pixel stands 2×2 times, computed without making
 * that image.
 *
 * <p>Of nine taps on repeated pixels those on the same pixel are one tap with their sum as weight.
 * An output row of even number sees the taps {w₀, w₁ + w₂} of the rows above and at its pixel, one
 * of odd number {w₀ + w₁, w₂} of those at and below it, and columns likewise: four 2×2 kernels in
 * the place of one 3×3 kernel on four pixels, 16 products instead of 36. With a border of one pixel
 * all four are one convolution, whose interleaved outputs have a border that is cut off.
 */
final class RepeatedPixels {
  private static final NativeCode CONVOLUTION =
      NativeCode.of(
          "x: Tensor, w: Tensor, b: Tensor",
          "Tensor",
          "r0 = torch.narrow(w, 2, 0, 1)",
          "r1 = torch.narrow(w, 2, 1, 1)",
          "r2 = torch.narrow(w, 2, 2, 1)",
          "odd = torch.cat([torch.add(r0, r1), r2], 2)",
          "even = torch.cat([r0, torch.add(r1, r2)], 2)",
          "rows = torch.stack([odd, even], 1)", // (out, 2, in, 2, 3)
          "c0 = torch.narrow(rows, 4, 0, 1)",
          "c1 = torch.narrow(rows, 4, 1, 1)",
          "c2 = torch.narrow(rows, 4, 2, 1)",
          "right = torch.cat([torch.add(c0, c1), c2], 4)",
          "left = torch.cat([c0, torch.add(c1, c2)], 4)",
          "kernels = torch.stack([right, left], 2)", // (out, 2, 2, in, 2, 2)
          "kernel = torch.reshape(kernels, [-1, torch.size(x, 1), 2, 2])",
          "bias = torch.repeat_interleave(b, 4)",
          "y = torch.pixel_shuffle(torch.conv2d(x, kernel, bias, [1, 1], [1, 1]), 2)",
          "y = torch.narrow(y, 2, 1, torch.mul(torch.size(x, 2), 2))",
          "return torch.narrow(y, 3, 1, torch.mul(torch.size(x, 3), 2))");

  private RepeatedPixels() {}

  /**
   * Returns the convolution with padding 1; differentiable.
   *
   * @param x {@code (n, in, h, w)}
   * @param weight {@code (out, in, 3, 3)}
   * @param bias {@code (out)}
   * @return {@code (n, out, 2h, 2w)}
   */
  static NDArray convolve(NDArray x, NDArray weight, NDArray bias) {
    return CONVOLUTION.apply(x, weight, bias);
  }
}
