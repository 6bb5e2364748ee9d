package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Linear probes and nearest neighbours, on features whose answers are known. */
class ProbesTest {
  /** Class k lies around 5 times the k-th axis; one more feature never changes. */
  private static LabelledFeatures clusters(int n, int classes, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = new float[n][classes + 1];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % classes;
      for (int j = 0; j < classes; j++) {
        rows[i][j] = (float) ((j == labels[i] ? 5 : 0) + noise * random.nextGaussian());
      }
      rows[i][classes] = 0.1f;
    }
    return new LabelledFeatures(rows, labels, classes);
  }

  @Test
  void separateClassesAreToldApart() {
    LinearProbe.Result result =
        LinearProbe.standard().of(clusters(200, 8, 0.5, 1), clusters(160, 8, 0.5, 2));
    assertEquals(1, result.top1().value());
    assertEquals(1, result.top5().value());
    assertTrue(result.provenance().contains("LinearSGDTrainer"), result.provenance());
    assertTrue(result.provenance().contains("AdaGrad"), result.provenance());
    assertEquals("top-1 100.00 %, top-5 100.00 % of 160 images", result.toString());
  }

  /** Features that say nothing: chance is 1 in 10 for the first, 5 in 10 for one of five. */
  @Test
  void noiseIsAtChance() {
    LabelledFeatures train = clusters(400, 10, 1e4, 1);
    LabelledFeatures test = clusters(2000, 10, 1e4, 2);
    LinearProbe.Result result = new LinearProbe(5, 0, 1).of(train, test);
    assertEquals(0.1, result.top1().value(), 0.04);
    assertEquals(0.5, result.top5().value(), 0.06);
  }

  /**
   * Where each image has one of d features and that one alone, the likeliest probabilities are the
   * shares of the classes among the images of the feature.
   */
  @Test
  void thePapersProbeFindsTheLikeliestProbabilities() {
    float[][] rows = new float[20][2];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      rows[i][i < 10 ? 0 : 1] = 1;
      labels[i] = i < 10 ? (i < 7 ? 0 : 1) : (i < 12 ? 0 : i < 16 ? 1 : 2);
    }
    LabelledFeatures train = new LabelledFeatures(rows, labels, 3);
    AdamWProbe probe = new AdamWProbe(600, 20, 0.05, 0, 1);
    double[][] logits = probe.logits(train, new float[][] {{1, 0}, {0, 1}});
    assertArrayEquals(new double[] {0.7, 0.3, 0}, softmax(logits[0]), 2e-3);
    assertArrayEquals(new double[] {0.2, 0.4, 0.4}, softmax(logits[1]), 2e-3);
  }

  /** From weights 0 the first step is the rate, against the gradient's sign; then they decay. */
  @Test
  void thePapersProbeStepsByAdamWithDecay() {
    LabelledFeatures train = new LabelledFeatures(new float[][] {{2}}, new int[] {0}, 2);
    double rate = 0.1;
    double[] once = new AdamWProbe(1, 1, rate, 0.5, 1).logits(train, new float[][] {{2}})[0];
    assertArrayEquals(new double[] {3 * rate, -3 * rate}, once, 1e-6); // 2 w + b
    double[] twice = new AdamWProbe(2, 1, rate, 0.5, 1).logits(train, new float[][] {{2}})[0];
    double[] plain = new AdamWProbe(2, 1, rate, 0, 1).logits(train, new float[][] {{2}})[0];
    assertEquals(3 * rate * rate * 0.5, plain[0] - twice[0], 1e-6);
  }

  @Test
  void bothProbesTellSeparateClassesApart() {
    LabelledFeatures train = clusters(200, 8, 0.5, 1);
    LinearProbe.Result result = AdamWProbe.standard().of(train, clusters(160, 8, 0.5, 2));
    assertEquals(1, result.top1().value());
    assertTrue(result.provenance().contains("epochs=300"), result.provenance());
  }

  private static double[] softmax(double... logits) {
    double[] powers = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  /** Three bunches of directions come to lie in three bunches of places. */
  @Test
  void theEmbeddingKeepsNeighboursTogether() {
    LabelledFeatures bunches = clusters(60, 3, 0.3, 1);
    NeighbourEmbedding embedding = new NeighbourEmbedding(8, 400, 1);
    double[][] places = embedding.of(bunches.rows());
    for (int i = 0; i < 60; i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < 60; j++) {
        double distance = Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]);
        if (j != i && distance < least) {
          nearest = j;
          least = distance;
        }
      }
      assertEquals(bunches.labels()[i], bunches.labels()[nearest]);
    }
    assertArrayEquals(places[17], embedding.of(bunches.rows())[17], 1e-9);
  }

  @Test
  void aProbeIsAFunctionOfItsSeed() {
    LabelledFeatures train = clusters(100, 4, 3, 1);
    LabelledFeatures test = clusters(400, 4, 3, 2);
    assertEquals(
        LinearProbe.standard().of(train, test).top1(),
        LinearProbe.standard().of(train, test).top1());
  }

  @Test
  void standardFeaturesHaveMeanZeroAndVarianceOneAndConstantsVanish() {
    LabelledFeatures train = clusters(50, 3, 2, 1);
    LabelledFeatures.Standard standard = train.standard();
    for (int j = 0; j < 4; j++) {
      double mean = 0;
      double square = 0;
      for (float[] features : train.rows()) {
        double[] row = standard.of(features);
        mean += row[j] / 50;
        square += row[j] * row[j] / 50;
      }
      assertEquals(0, mean, 1e-5);
      assertEquals(j < 3 ? 1 : 0, square, 1e-4);
    }
  }

  @Test
  void neighboursAreThoseOfTheLeastAngle() {
    float[][] features = {{1, 0}, {0, 5}, {3, 1}, {-1, 0}};
    float[][] queries = {{10, 0.1f}, {-2, 9}};
    int[][] neighbours = new NearestNeighbours(3).of(features, queries);
    assertArrayEquals(new int[] {0, 2, 1}, neighbours[0]);
    assertArrayEquals(new int[] {1, 3, 2}, neighbours[1]);
  }

  @Test
  void mostNeighboursDecideAndATieGoesToTheNearest() {
    float[][] rows = {{1, 0}, {1, 0.1f}, {1, 0.2f}, {1, 0.3f}};
    LabelledFeatures train = new LabelledFeatures(rows, new int[] {0, 1, 1, 0}, 2);
    LabelledFeatures test = new LabelledFeatures(new float[][] {{1, 0}}, new int[] {0}, 2);
    assertEquals(0, new NearestNeighbours(3).accuracy(train, test).value());
    assertEquals(1, new NearestNeighbours(4).accuracy(train, test).value());
    assertEquals(1, new NearestNeighbours(1).accuracy(train, test).value());
  }

  @Test
  void moreQueriesThanABlockAreAllAnswered() {
    LabelledFeatures train = clusters(60, 6, 0.1, 1);
    assertEquals(1, new NearestNeighbours(5).accuracy(train, clusters(600, 6, 0.1, 2)).value());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertEquals(
        "5 neighbours cannot come from 1 images",
        message(() -> new NearestNeighbours(5).of(new float[1][2], new float[1][2])));
    assertEquals(
        "features of 2 images must have as many labels, got 1",
        message(() -> new LabelledFeatures(new float[2][3], new int[1], 2)));
    assertEquals(
        "labels must be 0 to 1, got 2",
        message(() -> new LabelledFeatures(new float[1][3], new int[] {2}, 2)));
  }

  private static String message(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
