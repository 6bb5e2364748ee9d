package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.lzn.codec.ImageClassifier;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The loss of plain classification: the cross-entropy of the images' labels, the mean over the
 * batch of
 *
 * <pre>-log p(y | x),   p(· | x) = softmax(logits(x)).</pre>
 */
record Classification(ImageClassifier classifier) implements Objective {
  @Override
  public Map<String, Network> parts() {
    return classifier.parts();
  }

  @Override
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    return step.ofSlices(
        slice -> {
          step.seedDropout("classifier dropout", slice);
          NDArray logits = classifier.logits(step.images(slice), step.training());
          return crossEntropy(logits, step, slice);
        });
  }

  /** Returns the slice's share of the batch's mean. */
  private static NDArray crossEntropy(NDArray logits, Step step, MicroBatch slice) {
    NDArray chosen = logits.logSoftmax(1).mul(oneHot(logits, step.labels(), slice));
    return Constants.scale(chosen.sum(), -1.0 / step.size());
  }

  /** Returns 1 at each image's label and 0 elsewhere, shape (slice, K). */
  private static NDArray oneHot(NDArray logits, int[] labels, MicroBatch slice) {
    Shape shape = logits.getShape();
    int classes = Math.toIntExact(shape.get(1));
    float[] ones = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < slice.size(); i++) {
      int label = labels[Math.toIntExact(slice.from() + i)];
      Require.that(
          label >= 0 && label < classes,
          "labels must be from 0 to %d, as many as the classifier has logits, got %d",
          classes - 1,
          label);
      ones[i * classes + label] = 1;
    }
    return Constants.of(logits.getManager(), ones, shape);
  }
}
