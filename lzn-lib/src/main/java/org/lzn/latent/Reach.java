package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;

/**
 * The anchors within reach of a tile of points: all but those whose weights are lost in rounding.
 *
 * <p>Of n anchors those that a tile's points together give no more than ε / n, with the relative
 * rounding ε = 2⁻⁵³ of double precision, weigh less in all than the rounding of the sum over the
 * others. At the flow's start all are within reach; as it goes on, a point keeps a few.
 */
final class Reach {
  private static final double ROUNDING = 0x1p-53;

  /** All anchors. */
  static final Reach ALL = new Reach(null);

  private final long[] within; // or null for all

  private Reach(long[] within) {
    this.within = within;
  }

  /** Returns for each step of a trajectory a list for the reaches of its tiles. */
  static List<List<Reach>> ofSteps(int steps) {
    return Stream.<List<Reach>>generate(ArrayList::new).limit(steps).toList();
  }

  /**
   * Returns the reach of a tile.
   *
   * @param weights P, (rows, n)
   * @param always anchors that are within reach in any case
   */
  static Reach of(NDArray weights, int... always) {
    int rows = Math.toIntExact(weights.getShape().get(0));
    int n = Math.toIntExact(weights.getShape().get(1));
    if (2 * rows > n) {
      return ALL; // such a tile hardly misses an anchor
    }
    double[] sums = HostTransfers.doubles(weights.sum(new int[] {0}));
    for (int j : always) {
      sums[j] = 1;
    }
    // Negated, so that an anchor whose weight is not a number stays, for all to see.
    long[] within =
        IntStream.range(0, n).filter(j -> !(sums[j] <= ROUNDING / n)).asLongStream().toArray();
    // Copies cost more than they save where most are within reach.
    return 2 * within.length > n ? ALL : new Reach(within);
  }

  /** Returns the columns within reach, (rows, k), of an (rows, n) array. */
  NDArray columns(NDArray tile) {
    return within == null ? tile : tile.get(new NDIndex(":, {}", index(tile)));
  }

  /** Returns the rows within reach, (k, q), of an (n, q) array. */
  NDArray rows(NDArray anchors) {
    return within == null ? anchors : anchors.get(new NDIndex("{}", index(anchors)));
  }

  /** Adds rows, (k, q), to those within reach of an (n, q) array. */
  void add(NDArray rows, NDArray sums) {
    if (within == null) {
      sums.addi(rows);
    } else {
      sums.set(new NDIndex("{}", index(sums)), rows(sums).addi(rows));
    }
  }

  private NDArray index(NDArray like) {
    return Constants.of(like.getManager(), within);
  }
}
