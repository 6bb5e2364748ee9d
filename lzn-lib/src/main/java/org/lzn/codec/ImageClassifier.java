package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.Network;
import org.lzn.nn.SmallCnn;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * A plain classifier of images, without a latent space: what classification by zones is compared
 * with ([Lin25] Table 3).
 *
 * @param network whose weights are learnt
 * @param head what the network makes of images
 */
public record ImageClassifier(Network network, Head head) implements AutoCloseable {
  /** The name of the network's part, under which its learning rate stands. */
  public static final String PART = "classifier";

  private static final int CHUNK = 500; // images sent through the network at once

  /** What a network makes of images. */
  @FunctionalInterface
  public interface Head {
    /** Maps images (n, C, H, W) in [-1, 1] to logits (n, K); dropout is active in training. */
    NDArray logits(NDArray images, boolean training);
  }

  /** Returns the classifier that a small network is. */
  public static ImageClassifier of(SmallCnn network) {
    return new ImageClassifier(network, network::logits);
  }

  /** Returns the classifier whose logits are an encoder's anchors: as many numbers as classes. */
  public static ImageClassifier of(NcsnppEncoder network, Patches patches) {
    return new ImageClassifier(
        network, (images, training) -> network.forward(patches.split(images), training));
  }

  /** Returns the network by the name of its part. */
  public Map<String, Network> parts() {
    return Map.of(PART, network);
  }

  /** Returns the logits (n, K) of images (n, C, H, W) in [-1, 1]. */
  public NDArray logits(NDArray images, boolean training) {
    return head.logits(images, training);
  }

  /** Returns the likeliest class of each image of a data set, (n). */
  public int[] classify(ImageDataset data) {
    int[] classes = new int[data.size()];
    chunks(
        data,
        (logits, from) -> {
          long[] best = HostTransfers.longs(logits.argMax(1));
          for (int i = 0; i < best.length; i++) {
            classes[from + i] = Math.toIntExact(best[i]);
          }
        });
    return classes;
  }

  /** Returns the probabilities of the classes for each image of a data set, (n, K). */
  public double[][] probabilities(ImageDataset data) {
    double[][] rows = new double[data.size()][];
    chunks(
        data,
        (logits, from) -> {
          double[] flat = HostTransfers.doubles(logits.toType(DataType.FLOAT64, false).softmax(1));
          int classes = Math.toIntExact(logits.getShape().get(1));
          for (int i = 0; i < flat.length / classes; i++) {
            rows[from + i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
          }
        });
    return rows;
  }

  /** Hands on the logits of a few images at a time, with the number of the first. */
  private void chunks(ImageDataset data, ObjIntConsumer<NDArray> use) {
    for (int from = 0; from < data.size(); from += CHUNK) {
      int[] chunk = IntStream.range(from, Math.min(data.size(), from + CHUNK)).toArray();
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        use.accept(logits(data.images(manager, chunk), false), from);
      }
    }
  }

  /** Frees the network's weights. */
  @Override
  public void close() {
    network.close();
  }
}
