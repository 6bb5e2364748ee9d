package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.optim.Adam;

/**
 * The linear probe as [Lin25] §4 trains it: one linear layer on frozen features as they are, by
 * AdamW ([Los19]) at a constant rate. With weights W (d, K) and b (K), a batch x (m, d) and its
 * classes Y (m, K), one-hot,
 *
 * <pre>
 * g = (softmax(x W + b) - Y) / m,   the gradient is (xᵀ g, Σ g),
 * W ← (1 - rate · decay) W,   b likewise, then a step of Adam.
 * </pre>
 *
 * @param epochs passes over the training images, each in another order
 * @param batch images a step
 * @param rate of learning
 * @param decay of the weights
 * @param seed of the orders
 */
public record AdamWProbe(int epochs, int batch, double rate, double decay, long seed) {
  private static final int TOP = 5;
  private static final int CHUNK = 1024; // images classified at once

  /** Checks the numbers. */
  public AdamWProbe {
    Require.that(
        epochs > 0 && batch > 0, "epochs and batch must be 1 or more: %d, %d", epochs, batch);
    Require.that(
        rate > 0 && decay >= 0, "rate and decay must not be negative: %s, %s", rate, decay);
  }

  /**
   * Returns the paper's 300 epochs at rate 3e-4. It gives neither batch nor decay: 256 images, and
   * 0.01, the default of PyTorch.
   */
  public static AdamWProbe standard() {
    return new AdamWProbe(300, 256, 3e-4, 0.01, 1);
  }

  /** Trains on one set and tests on another. */
  public LinearProbe.Result of(LabelledFeatures train, LabelledFeatures test) {
    double[][] logits = logits(train, test.rows());
    int[][] ranked = new int[test.size()][];
    for (int i = 0; i < ranked.length; i++) {
      double[] own = logits[i];
      ranked[i] =
          IntStream.range(0, own.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer k) -> own[k]).reversed())
              .mapToInt(k -> k)
              .limit(TOP)
              .toArray();
    }
    return new LinearProbe.Result(
        LinearProbe.top(ranked, test, 1), LinearProbe.top(ranked, test, TOP), toString());
  }

  /** Returns the logits (m, K) of images, after training on others. */
  double[][] logits(LabelledFeatures train, float[][] images) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray w = manager.zeros(new Shape(train.width(), train.classes()));
      NDArray b = manager.zeros(new Shape(train.classes()));
      fit(train, w, b);
      double[][] logits = new double[images.length][];
      for (int from = 0; from < images.length; from += CHUNK) {
        int[] part = IntStream.range(from, Math.min(images.length, from + CHUNK)).toArray();
        try (Scope chunk = Scope.open()) {
          float[] values = HostTransfers.floats(rows(manager, images, part).matMul(w).add(b));
          int classes = train.classes();
          for (int i : part) {
            int first = (i - part[0]) * classes;
            logits[i] =
                IntStream.range(first, first + classes).mapToDouble(k -> values[k]).toArray();
          }
        }
      }
      return logits;
    }
  }

  private void fit(LabelledFeatures train, NDArray w, NDArray b) {
    Adam adam = new Adam(w.getManager(), List.of(w, b));
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = shuffled(train.size(), SeededRandom.of(seed).at(epoch).generator("order"));
      for (int from = 0; from < order.length; from += batch) {
        int[] part =
            IntStream.range(from, Math.min(order.length, from + batch))
                .map(i -> order[i])
                .toArray();
        try (Scope step = Scope.open()) {
          NDArray x = rows(w.getManager(), train.rows(), part);
          NDArray g =
              x.matMul(w)
                  .add(b)
                  .softmax(1)
                  .subi(oneHot(w.getManager(), train, part))
                  .divi(part.length);
          w.muli(1 - rate * decay);
          b.muli(1 - rate * decay);
          adam.update(List.of(x.transpose().matMul(g), g.sum(new int[] {0})), rate);
        }
      }
    }
  }

  private static NDArray rows(NDManager manager, float[][] rows, int[] chosen) {
    int d = rows[0].length;
    float[] values = new float[chosen.length * d];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows[chosen[i]], 0, values, i * d, d);
    }
    return Constants.of(manager, values, new Shape(chosen.length, d));
  }

  private static NDArray oneHot(NDManager manager, LabelledFeatures train, int[] chosen) {
    float[] ones = new float[chosen.length * train.classes()];
    for (int i = 0; i < chosen.length; i++) {
      ones[i * train.classes() + train.labels()[chosen[i]]] = 1;
    }
    return Constants.of(manager, ones, new Shape(chosen.length, train.classes()));
  }

  /** Returns 0 to n - 1 in random order. */
  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
