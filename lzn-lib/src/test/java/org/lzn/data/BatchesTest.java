package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class BatchesTest {
  @Test
  void anEpochIsAPermutation() {
    Batches batches = batches(60, 12, 1);
    assertEquals(5, batches.perEpoch());
    for (int epoch = 0; epoch < 4; epoch++) {
      int[] seen = epoch(batches, epoch);
      assertFalse(Arrays.equals(IntStream.range(0, 60).toArray(), seen));
      Arrays.sort(seen);
      assertArrayEquals(IntStream.range(0, 60).toArray(), seen);
    }
  }

  @Test
  void theLastPartOfAnEpochIsDropped() {
    Batches batches = batches(10, 4, 1);
    assertEquals(2, batches.perEpoch());
    assertEquals(8, Arrays.stream(epoch(batches, 0)).distinct().count());
    assertEquals(0, batches.epoch(1));
    assertEquals(1, batches.epoch(2));
  }

  @Test
  void seedAndStepAloneDecide() {
    // The state of the draws, other calls and their order play no part.
    int[] expected = batches(50, 7, 3).indices(1_000_003);
    Batches other = new Batches(numbered(50), 7, new SeededRandom(3, 99));
    IntStream.of(5, 0, 17).forEach(other::indices);
    assertArrayEquals(expected, other.indices(1_000_003));
    assertArrayEquals(
        batches(50, 7, 3).withFlips().load(8).images().values(),
        other.withFlips().load(8).images().values());
  }

  /** The company of a batch is that of the next ones, all different from it. */
  @Test
  void companyComesNextInTheEpochsOrder() {
    Batches alone = batches(10, 3, 1);
    Batches together = alone.withCompany(6);
    int[] all = together.indices(1);
    assertArrayEquals(alone.indices(1), Arrays.copyOf(all, 3));
    assertArrayEquals(alone.indices(2), Arrays.copyOfRange(all, 3, 6));
    assertArrayEquals(Arrays.copyOf(alone.indices(0), 2), Arrays.copyOfRange(all, 7, 9));
    assertEquals(9, Arrays.stream(all).distinct().count());
    assertEquals(3, together.perEpoch());
    assertEquals(9, together.load(1).labels().length);
    assertEquals(9, together.load(1).images().size());
    String message =
        assertThrows(IllegalArgumentException.class, () -> alone.withCompany(8)).getMessage();
    assertTrue(message.contains("must be 0 to 7"), message);
  }

  @Test
  void epochsAndSeedsDiffer() {
    Batches batches = batches(50, 50, 3);
    assertFalse(Arrays.equals(batches.indices(0), batches.indices(1)));
    assertFalse(Arrays.equals(batches.indices(0), batches(50, 50, 4).indices(0)));
  }

  @Test
  void everyImageIsEquallyLikelyAtEveryPlace() {
    // Chi squared of place by image over 3000 epochs: 25 cells less 9 constraints, 16 degrees of
    // freedom, so mean 16 and standard deviation 5.7; the seed is fixed.
    Batches batches = batches(5, 5, 11);
    int[][] counts = new int[5][5];
    for (int epoch = 0; epoch < 3000; epoch++) {
      int[] order = batches.indices(epoch);
      for (int place = 0; place < 5; place++) {
        counts[place][order[place]]++;
      }
    }
    double chi =
        Arrays.stream(counts)
            .flatMapToInt(Arrays::stream)
            .mapToDouble(c -> sq(c - 600) / 600)
            .sum();
    assertTrue(chi < 40, "chi squared " + chi);
  }

  @Test
  void flipsAreFairAndIndependentOfThePlace() {
    Batches batches = batches(100, 100, 5).withFlips();
    int[] byPlace = new int[100];
    int flipped = 0;
    for (int step = 0; step < 200; step++) {
      float[] values = batches.load(step).images().values();
      for (int i = 0; i < 100; i++) {
        boolean flip = values[6 * i] > values[6 * i + 2];
        byPlace[i] += flip ? 1 : 0;
        flipped += flip ? 1 : 0;
      }
    }
    // Standard deviations 71 and 7.1: five of them.
    assertEquals(10_000, flipped, 355);
    for (int count : byPlace) {
      assertEquals(100, count, 36);
    }
  }

  @Test
  void flippedImagesAreMirroredLeftToRight() {
    LoadedBatch plain = batches(40, 20, 2).load(3);
    LoadedBatch mixed = batches(40, 20, 2).withFlips().load(3);
    assertArrayEquals(batches(40, 20, 2).indices(3), plain.indices());
    assertArrayEquals(plain.indices(), mixed.indices());
    assertEquals(new Shape(20, 1, 2, 3), mixed.images().shape());
    int flips = 0;
    for (int i = 0; i < 20; i++) {
      boolean flip = mixed.images().values()[6 * i] > mixed.images().values()[6 * i + 2];
      flips += flip ? 1 : 0;
      for (int p = 0; p < 6; p++) {
        int from = flip ? p / 3 * 3 + 2 - p % 3 : p;
        float expected = plain.images().values()[6 * i + from];
        assertEquals(expected, mixed.images().values()[6 * i + p], "image " + i);
      }
      assertEquals((float) (plain.indices()[i] / 127.5 - 1), plain.images().values()[6 * i]);
      assertEquals(plain.indices()[i] % 2, plain.labels()[i]);
    }
    assertTrue(flips > 0 && flips < 20, flips + " flips");
  }

  @Test
  void twoViewsShowTheSameImagesByDifferentChance() {
    View flipped = View.plain().then(Augmentation.flip());
    Batches batches = batches(40, 20, 2).withViews(flipped, flipped);
    LoadedBatch pair = batches.load(7);
    assertEquals(2, pair.views().size());
    float[] first = pair.views().get(0).values();
    float[] second = pair.views().get(1).values();
    assertFalse(Arrays.equals(first, second));
    assertArrayEquals(first, batches.load(7).views().get(0).values());
    assertArrayEquals(second, batches.load(7).views().get(1).values());
    for (int i = 0; i < 20; i++) {
      // The middle column stays where it is.
      assertEquals(first[6 * i + 1], second[6 * i + 1]);
    }
    assertThrows(IllegalArgumentException.class, () -> batches(40, 20, 2).withViews());
  }

  @Test
  void badSizesAndStepsAreNamed() {
    String size =
        assertThrows(IllegalArgumentException.class, () -> batches(10, 11, 0)).getMessage();
    assertEquals("batch size must be from 1 to 10, the images in numbered, got 11", size);
    assertThrows(IllegalArgumentException.class, () -> batches(10, 0, 0));
    String step =
        assertThrows(IllegalArgumentException.class, () -> batches(10, 2, 0).indices(-1))
            .getMessage();
    assertEquals("step must be 0 or more, got -1", step);
  }

  private static int[] epoch(Batches batches, long epoch) {
    return LongStream.range(epoch * batches.perEpoch(), (epoch + 1) * batches.perEpoch())
        .mapToObj(batches::indices)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private static double sq(double x) {
    return x * x;
  }

  private static Batches batches(int images, int size, long seed) {
    return new Batches(numbered(images), size, SeededRandom.of(seed));
  }

  /** Image i, 2 × 3, holds i, i + 1, ..., i + 5; its label is i modulo 2. */
  private static ImageDataset numbered(int n) {
    byte[] pixels = new byte[6 * n];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 2);
      for (int p = 0; p < 6; p++) {
        pixels[6 * i + p] = (byte) (i + p);
      }
    }
    return MemoryImages.of(
        "numbered", "made for a test", new Shape(1, 2, 3), List.of("even", "odd"), pixels, labels);
  }
}
