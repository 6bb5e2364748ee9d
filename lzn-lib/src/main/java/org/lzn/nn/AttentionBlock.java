package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.lzn.tensor.Constants;

/**
 * Self-attention between the pixels of an image, one head: {@code softmax(qᵀk / √c)} mixes the
 * values; query, key, value and output are dense layers over the channels ("network in network").
 */
final class AttentionBlock {
  private final int channels;
  private final boolean rescaled;
  private final GroupNorm norm;
  private final Parameter[] matrices = new Parameter[4];
  private final Parameter[] biases = new Parameter[4];

  AttentionBlock(ParameterScope weights, NcsnppSettings settings, int channels) {
    this.channels = channels;
    rescaled = settings.blocks().rescaled();
    norm = GroupNorm.of(weights.part("GroupNorm_0"), channels);
    for (int i = 0; i < 4; i++) {
      ParameterScope part = weights.part("NIN_" + i);
      double scale = i < 3 ? 0.1 : settings.blocks().outputScale();
      matrices[i] = part.learnt("W", InitialValues.average(scale), channels, channels); // (in, out)
      biases[i] = part.learnt("b", InitialValues.ZEROS, channels);
    }
  }

  /** Maps {@code (n, c, h, w)} to the same shape. */
  NDArray apply(NDArray x) {
    Shape shape = x.getShape();
    long pixels = shape.get(2) * shape.get(3);
    NDList parts =
        queryKeyValue(norm.apply(x)).reshape(shape.get(0), 3L * channels, pixels).split(3, 1);
    NDArray query = Constants.scale(parts.get(0), 1 / Math.sqrt(channels));
    NDArray weight = query.transpose(0, 2, 1).batchMatMul(parts.get(1)).softmax(-1);
    NDArray mixed = parts.get(2).batchMatMul(weight.transpose(0, 2, 1)).reshape(shape);
    NDArray out = pointwise(mixed, matrices[3].getArray(), biases[3].getArray());
    return Functions.sum(x, out, rescaled);
  }

  private NDArray queryKeyValue(NDArray h) {
    NDArray weight =
        NDArrays.concat(
            new NDList(matrices[0].getArray(), matrices[1].getArray(), matrices[2].getArray()), 1);
    NDArray bias =
        NDArrays.concat(
            new NDList(biases[0].getArray(), biases[1].getArray(), biases[2].getArray()), 0);
    return pointwise(h, weight, bias);
  }

  /** A dense layer over the channels, weight {@code (in, out)}. */
  private static NDArray pointwise(NDArray x, NDArray weight, NDArray bias) {
    NDArray kernel = weight.transpose().expandDims(-1).expandDims(-1);
    Shape one = new Shape(1, 1);
    return x.getNDArrayInternal().convolution(x, kernel, bias, one, new Shape(0, 0), one, 1).head();
  }
}
