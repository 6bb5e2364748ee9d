package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * The residual block of [He16] with GroupNorm: 1×1 to the width, 3×3, 1×1 to the channels, each
 * normalised; plus the input, projected where the shape changes; relu.
 */
final class Bottleneck {
  private final Convolution[] convolutions = new Convolution[3];
  private final GroupNorm[] norms = new GroupNorm[3];
  private final Convolution shortcut;
  private final GroupNorm shortcutNorm;

  /**
   * Makes a block.
   *
   * @param in channels in
   * @param width channels inside
   * @param stride 2 halves the image
   * @param projected whether the input passes through a convolution of its own
   */
  Bottleneck(
      ParameterScope weights,
      ResNetSettings settings,
      int in,
      int width,
      int stride,
      boolean projected) {
    int out = width * settings.stages().expansion();
    ParameterScope side = weights.part("projection");
    shortcut = projected ? Convolution.unbiased(side.part("shortcut"), in, out, 1, stride) : null;
    shortcutNorm = projected ? ResNet.norm(side.part("bn").part(0), settings, out) : null;
    int[] sizes = {in, width, width, out};
    for (int i = 0; i < 3; i++) {
      ParameterScope net = weights.part("net");
      int kernel = i == 1 ? 3 : 1;
      convolutions[i] =
          Convolution.unbiased(
              net.part(2 * i), sizes[i], sizes[i + 1], kernel, i == 1 ? stride : 1);
      norms[i] = ResNet.norm(net.part(2 * i + 1).part(0), settings, sizes[i + 1]);
    }
  }

  /** Maps {@code (n, in, h, w)} to {@code (n, out, h / stride, w / stride)}. */
  NDArray apply(NDArray x) {
    NDArray h = norms[0].relu(convolutions[0].apply(x));
    h = norms[1].relu(convolutions[1].apply(h));
    h = norms[2].apply(convolutions[2].apply(h));
    NDArray kept = shortcut == null ? x : shortcutNorm.apply(shortcut.apply(x));
    return Activation.relu(h.add(kept));
  }
}
