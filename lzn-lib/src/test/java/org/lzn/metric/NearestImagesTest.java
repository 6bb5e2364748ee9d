package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.plot.ImageBatch;

class NearestImagesTest {
  @Test
  void neighboursOnALineStandInTheOrderOfTheirDistances() {
    Features train = Features.of(new double[] {0, 10, 3, 7}, 1);
    Features images = Features.of(new double[] {2, 9}, 1);
    NearestImages nearest = NearestImages.of(images, train, 3);
    assertArrayEquals(new int[][] {{2, 0, 3}, {1, 3, 2}}, nearest.indices());
    assertArrayEquals(new double[] {1, 2, 5}, nearest.distances()[0], 1e-12);
    assertArrayEquals(new double[] {1, 2, 6}, nearest.distances()[1], 1e-12);
    assertEquals(1, nearest.median());
  }

  /** More images than a tile holds, beside a search of each alone. */
  @Test
  void tilesChangeNothing() {
    Features train = FrechetDistanceTest.normal("train", 2100, 4);
    Features images = FrechetDistanceTest.normal("images", 5, 4);
    NearestImages nearest = NearestImages.of(images, train, 4);
    for (int i = 0; i < 5; i++) {
      double[] own = images.rows(i, i + 1);
      double[] distances =
          IntStream.range(0, 2100).mapToDouble(j -> distance(own, train.rows(j, j + 1))).toArray();
      int[] sorted =
          IntStream.range(0, 2100)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> distances[j]))
              .mapToInt(j -> j)
              .limit(4)
              .toArray();
      assertArrayEquals(sorted, nearest.indices()[i]);
      double[] expected = Arrays.stream(sorted).mapToDouble(j -> distances[j]).toArray();
      assertArrayEquals(expected, nearest.distances()[i], 1e-7);
    }
  }

  @Test
  void anImageOfTheTrainingSetIsItsOwnNearest() {
    var data = TinyImages.bars(40, 1);
    var extractor = new PixelFeatures();
    Features train = Features.of(extractor, data);
    assertEquals(64, train.width());
    ImageBatch some = ImageBatch.of(data, 5, 17);
    NearestImages nearest = NearestImages.of(Features.of(extractor, some), train, 2);
    assertEquals(0, nearest.median(), 1e-6);
    assertEquals(
        "ImageGrid: 6 images of 8 x 8 pixels", nearest.grid(some, data).toString(), "3 lines of 2");
  }

  @Test
  void tooFewImagesAreRefused() {
    Features one = Features.of(new double[] {1, 2}, 1);
    assertThrows(IllegalArgumentException.class, () -> NearestImages.of(one, one, 3));
    assertThrows(IllegalArgumentException.class, () -> NearestImages.of(one, one, 0));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
