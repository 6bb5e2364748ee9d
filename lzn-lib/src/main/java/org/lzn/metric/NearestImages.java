package org.lzn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.ImageGrid;
import org.lzn.tensor.Require;

/**
 * The training images nearest to each of some images, by the Euclidean distance of their features:
 * whether a model has learnt its images by heart. They are found in single precision, tile by tile,
 * and wherever that leaves their order open, in double.
 *
 * @param indices the neighbours' numbers in the training set, (m, k), the nearest first
 * @param distances to them, (m, k)
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record NearestImages(int[][] indices, double[][] distances) {
  /**
   * Finds the neighbours.
   *
   * @param images the features of m images
   * @param train those of n training images, by the same extractor, n ≥ k
   * @param k how many neighbours
   */
  public static NearestImages of(Features images, Features train, int k) {
    Require.that(k >= 1, "neighbours must be 1 or more, got %d", k);
    Require.that(train.size() >= k, "%d neighbours cannot come from %d images", k, train.size());
    Features.requireComparable(images, train, 1);
    List<CoarseFeatures> both = CoarseFeatures.of(images, train);
    CoarseFeatures asked = both.get(0);
    CoarseFeatures known = both.get(1);
    NearestOfMany[] nearest = new NearestOfMany[images.size()];
    Arrays.setAll(nearest, i -> new NearestOfMany(k, j -> asked.exact(i, known, j)));
    asked.visit(known, (i, from, squares, errors) -> nearest[i].offer(from, squares, errors));
    int[][] indices = new int[nearest.length][];
    double[][] distances = new double[nearest.length][];
    for (int i = 0; i < nearest.length; i++) {
      List<NearestOfMany.Neighbour> found = nearest[i].nearest();
      indices[i] = found.stream().mapToInt(NearestOfMany.Neighbour::number).toArray();
      distances[i] =
          found.stream().mapToDouble(one -> Math.sqrt(one.distance()) / known.scale()).toArray();
    }
    return new NearestImages(indices, distances);
  }

  /** Returns the median over the images of the distance to the nearest neighbour. */
  public double median() {
    double[] nearest = Arrays.stream(distances).mapToDouble(row -> row[0]).sorted().toArray();
    int middle = nearest.length / 2;
    return nearest.length % 2 == 1 ? nearest[middle] : (nearest[middle - 1] + nearest[middle]) / 2;
  }

  /**
   * Returns a picture: the images in the first line, below each its neighbours with their
   * distances.
   *
   * @param images those whose neighbours were sought, or the first of them
   * @param train the images to choose from
   */
  public ImageGrid grid(ImageBatch images, ImageDataset train) {
    int m = images.size();
    ImageBatch all = images;
    List<String> captions = new ArrayList<>(Collections.nCopies(m, ""));
    for (int j = 0; j < indices[0].length; j++) {
      int place = j;
      all = all.and(ImageBatch.of(train, column(m, i -> indices[i][place])));
      for (int i = 0; i < m; i++) {
        captions.add(String.format(Locale.ROOT, "%.3g", distances[i][j]));
      }
    }
    return all.grid(m).captions(captions);
  }

  private static int[] column(int m, IntUnaryOperator value) {
    return IntStream.range(0, m).map(value).toArray();
  }
}
