package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The posterior over anchors, P_ij ∝ weight_j exp(-|s_i - t a_j|² / (2 (1 - t)²)) [Lin25] §2.2.1,
 * its mean m = P a, and their vector-Jacobian products.
 *
 * <p>Up to a constant of the row the logits are (t s·a - t² |a|² / 2) / (1 - t)²: scaled
 * dot-product attention with the points as queries and the anchors as keys and values, [Lin25] §G.
 * Near t = 1 the logits reach 10⁸ and cancel, so that all is double precision; anchors and points
 * are centred first, which changes no difference and keeps a common offset out of the cancellation.
 * Nothing of size (m, n) outlives a tile of rows: the way back computes P again, for the anchors
 * within the tile's {@link Reach}, few of all late in the flow.
 *
 * <p>All arrays belong to the caller's {@link Scope}.
 */
final class Posterior {
  /** The most entries of one tile: 16 MiB, little enough to be reused. */
  private static final int TILE = 1 << 21;

  /**
   * The most rows of one tile: enough for full matrix products, few enough to reach few anchors.
   */
  private static final int ROWS = 256;

  private final NDArray centre; // (1, q)
  private final NDArray anchors; // centred, (n, q)
  private final NDArray halfNorms; // |a|² / 2, (1, n)
  private final NDArray logWeights; // (1, n), or null for equal weights
  private final int tileRows;

  private Posterior(NDArray points, NDArray weights) {
    int n = Math.toIntExact(points.getShape().get(0));
    centre = points.mean(new int[] {0}, true);
    anchors = points.sub(centre);
    halfNorms = anchors.square().sum(new int[] {1}).muli(0.5).reshape(1, n);
    logWeights = weights == null ? null : weights.log().reshape(1, n);
    tileRows = Math.max(1, Math.min(ROWS, TILE / n));
  }

  /** Must be called in an open scope, to which the new posterior's arrays belong. */
  static Posterior over(Anchors anchors) {
    NDArray weights = anchors.weights().map(Posterior::doubles).orElse(null);
    return new Posterior(doubles(anchors.points()), weights);
  }

  /** Returns the array itself or its double precision copy: never change it in place. */
  static NDArray doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, false);
  }

  /** Returns P, shape (m, n). */
  NDArray weights(NDArray s, double t) {
    return byTiles(s, (from, to) -> logits(query(s, t, from, to), t, Reach.ALL).softmax(1));
  }

  /** Returns m = P a, shape (m, q). */
  NDArray mean(NDArray s, double t) {
    return mean(s, t, new ArrayList<>());
  }

  /** Returns m = P a, shape (m, q), and adds the reach of every tile to {@code reaches}. */
  NDArray mean(NDArray s, double t, List<Reach> reaches) {
    return byTiles(
        s,
        (from, to) -> {
          NDArray p = softmax(logits(query(s, t, from, to), t, Reach.ALL));
          Reach reach = Reach.of(p);
          reaches.add(reach);
          return mean(p, reach);
        });
  }

  /**
   * Returns m, shape (m, q), where point i has one more anchor than all share, its own.
   *
   * @param own shape (m, q)
   */
  NDArray mean(NDArray s, double t, NDArray own) {
    NDArray centred = own.sub(centre);
    NDArray norms = centred.square().sum(new int[] {1}, true).muli(0.5);
    NDArray ownBias = Constants.scale(norms, slope(t) * t);
    int n = Math.toIntExact(anchors.getShape().get(0));
    return byTiles(
        s,
        (from, to) -> {
          NDArray query = query(s, t, from, to);
          NDArray mine = rows(centred, from, to);
          NDArray logit = query.mul(mine).sum(new int[] {1}, true).subi(rows(ownBias, from, to));
          NDArray p = softmax(NDArrays.concat(new NDList(logits(query, t, Reach.ALL), logit), 1));
          NDArray mean = p.get(new NDIndex(":, :{}", n)).matMul(anchors).addi(centre);
          return mean.addi(p.get(new NDIndex(":, {}:", n)).mul(mine));
        });
  }

  /**
   * Returns m, shape (m, q), adds the reach of every tile, with its points' own anchors, to {@code
   * reaches} and writes log P_{i,k_i} to {@code logOwn}.
   */
  NDArray mean(NDArray s, double t, List<Reach> reaches, Pairing pairing, double[] logOwn) {
    int[] last = {1};
    return byTiles(
        s,
        (from, to) -> {
          NDArray logits = logits(query(s, t, from, to), t, Reach.ALL);
          NDArray p = logits.softmax(1);
          // The largest weight of a row is exp(0) / Σ exp(logit - largest logit).
          NDArray own = pairing.pick(logits, from).subi(logits.max(last, true));
          own.addi(p.max(last, true).log());
          System.arraycopy(HostTransfers.doubles(own), 0, logOwn, from, to - from);
          Reach reach = Reach.of(p, pairing.anchors(from, to));
          reaches.add(reach);
          return mean(p, reach);
        });
  }

  private NDArray mean(NDArray p, Reach reach) {
    return reach.columns(p).matMul(reach.rows(anchors)).addi(centre);
  }

  /**
   * The way back through m and, where wanted, through the own weights.
   *
   * @param g dL/dm, shape (m, q)
   * @param own dL/d log P_{i,k_i}, or null
   * @param reaches what {@code mean} has added at this step
   * @param da gets dL/da added, shape (n, q)
   * @return dL/ds, shape (m, q)
   */
  NDArray pullBack(
      NDArray s, double t, NDArray g, OwnGradient own, List<Reach> reaches, NDArray da) {
    NDArray columns = da.getManager().zeros(new Shape(da.getShape().get(0), 1), DataType.FLOAT64);
    NDArray ds =
        byTiles(
            s,
            (from, to) -> {
              Reach reach = reaches.get(from / tileRows);
              NDArray near = reach.rows(anchors);
              NDArray query = query(s, t, from, to);
              NDArray p = softmax(logits(query, t, reach));
              NDArray upstream = rows(g, from, to);
              NDArray dLogits = logitGradient(p, upstream.matMul(near.transpose()));
              if (own != null) {
                dLogits.addi(own.throughLogits(p, reach, from, to));
              }
              NDArray share = p.transpose().matMul(upstream);
              reach.add(share.addi(dLogits.transpose().matMul(query)), da);
              reach.add(dLogits.sum(new int[] {0}, true).transpose(), columns);
              return dLogits.matMul(near).muli(slope(t));
            });
    da.subi(columns.muli(slope(t) * t).mul(anchors));
    return ds;
  }

  /** dLogits = P ∘ (dP - rows' sums of P ∘ dP); uses up dP. */
  private static NDArray logitGradient(NDArray p, NDArray dp) {
    NDArray d = dp.muli(p);
    return d.subi(p.mul(d.sum(new int[] {1}, true)));
  }

  /** Returns the logits' slope times the centred points, t / (1 - t)² (s - t centre). */
  private NDArray query(NDArray s, double t, int from, int to) {
    return rows(s, from, to).sub(Constants.scale(centre, t)).muli(slope(t));
  }

  private NDArray logits(NDArray query, double t, Reach reach) {
    NDArray bias = Constants.scale(halfNorms, slope(t) * t);
    if (logWeights != null) {
      bias.subi(logWeights);
    }
    return query.matMul(reach.rows(anchors).transpose()).subi(reach.columns(bias));
  }

  private static NDArray softmax(NDArray logits) {
    try (logits) {
      return logits.softmax(1);
    }
  }

  private static double slope(double t) {
    return t / ((1 - t) * (1 - t));
  }

  private static NDArray rows(NDArray array, int from, int to) {
    return array.get(new NDIndex("{}:{}", from, to));
  }

  @FunctionalInterface
  private interface Tile {
    NDArray rows(int from, int to);
  }

  private NDArray byTiles(NDArray s, Tile tile) {
    int m = Math.toIntExact(s.getShape().get(0));
    NDList parts = new NDList();
    for (int from = 0; from < m; from += tileRows) {
      try (Scope scope = Scope.open()) {
        parts.add(scope.keep(tile.rows(from, Math.min(m, from + tileRows))));
      }
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
  }
}
