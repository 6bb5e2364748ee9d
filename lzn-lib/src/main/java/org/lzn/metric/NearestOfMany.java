package org.lzn.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Collects the k nearest of many samples to one, exactly, from distances that are known to within a
 * bound: a sample is dropped once k others are certainly nearer. Ties go to the lower number.
 */
final class NearestOfMany {
  private final int k;
  private final IntToDoubleFunction exact;
  private final double[] bounds; // the k least upper bounds, ascending
  private final int[] numbers; // of the samples that may be among the nearest
  private final double[] least; // their lower bounds
  private int size;

  /** A sample and its distance. */
  record Neighbour(int number, double distance) {}

  /**
   * Starts with none.
   *
   * @param k how many are sought
   * @param exact the distance of a sample by its number
   */
  NearestOfMany(int k, IntToDoubleFunction exact) {
    this.k = k;
    this.exact = exact;
    bounds = new double[k];
    Arrays.fill(bounds, Double.POSITIVE_INFINITY);
    numbers = new int[4 * k + 12];
    least = new double[numbers.length];
  }

  /**
   * Looks at the samples first, first + 1, … whose distances are known to within errors; one whose
   * distance is not a number is passed over.
   */
  void offer(int first, double[] distances, double[] errors) {
    for (int j = 0; j < distances.length; j++) {
      if (distances[j] - errors[j] <= bounds[k - 1]) {
        take(first + j, distances[j], errors[j]);
      }
    }
  }

  private void take(int number, double distance, double error) {
    if (size == numbers.length) {
      drop();
      if (size > numbers.length / 2) {
        settle();
      }
    }
    add(number, distance, error);
  }

  /** Returns the nearest, all that were offered if these are fewer. */
  List<Neighbour> nearest() {
    drop();
    return IntStream.of(Arrays.copyOf(numbers, size))
        .mapToObj(number -> new Neighbour(number, exact.applyAsDouble(number)))
        .sorted(Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::number))
        .limit(k)
        .toList();
  }

  private void add(int number, double distance, double error) {
    numbers[size] = number;
    least[size++] = distance - error;
    double bound = distance + error;
    int place = k;
    while (place > 0 && bounds[place - 1] > bound) {
      place--;
    }
    if (place < k) {
      System.arraycopy(bounds, place, bounds, place + 1, k - 1 - place);
      bounds[place] = bound;
    }
  }

  /** Drops those than which k are certainly nearer. */
  private void drop() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (least[i] <= bounds[k - 1]) {
        numbers[kept] = numbers[i];
        least[kept++] = least[i];
      }
    }
    size = kept;
  }

  /** Leaves the k nearest so far, with their exact distances for both bounds. */
  private void settle() {
    List<Neighbour> nearest = nearest();
    size = 0;
    Arrays.fill(bounds, Double.POSITIVE_INFINITY);
    nearest.forEach(one -> add(one.number(), one.distance(), 0));
  }
}
