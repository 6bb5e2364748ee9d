package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.codec.Column;
import org.lzn.data.EmojiPeople;
import org.lzn.run.Scale;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;

/**
 * What encoders begin with: where anchors lie nearly in one point, the one step of the flow that
 * the alignment looks at cannot tell samples apart, and a type may never be learnt.
 */
class FirstAnchorsTest {
  private static final int CONCEPTS = 200;

  @Test
  void anchorsOfEveryTypeBeginApart() {
    EmojiPeople people = EmojiPeople.open();
    for (long seed = 1; seed <= 3; seed++) {
      for (Column<?> column : ManyTypesStudies.of(Scale.CLASSROOM).columns(people, seed)) {
        if (!column.type().sharesZones()) {
          double nearest = nearest(column, Arrays.copyOf(people.learning(), CONCEPTS));
          assertTrue(nearest > 0.5, column.type().name() + ", seed " + seed + ": " + nearest);
        }
        column.type().close();
      }
    }
  }

  /** Returns the mean distance of an anchor to the nearest other. */
  private static <S> double nearest(Column<S> column, int... concepts) {
    try (NDManager manager = Devices.newManager()) {
      NDArray points =
          column.type().zones(manager, column.samples().apply(concepts), Optional.empty()).points();
      int q = Math.toIntExact(points.getShape().get(1));
      float[] a = HostTransfers.floats(points);
      return IntStream.range(0, concepts.length)
          .mapToDouble(i -> nearest(a, q, i))
          .average()
          .orElseThrow();
    }
  }

  private static double nearest(float[] a, int q, int i) {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < a.length / q; j++) {
      double square = 0;
      for (int k = 0; k < q; k++) {
        double difference = a[i * q + k] - a[j * q + k];
        square += difference * difference;
      }
      least = i == j ? least : Math.min(least, square);
    }
    return Math.sqrt(least);
  }
}
