package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;

/** Which anchor each latent belongs to: k_i for latent i. */
final class Pairing {
  private final int[] anchorOf;
  private final int anchors;

  private Pairing(int[] anchorOf, int anchors) {
    this.anchorOf = anchorOf;
    this.anchors = anchors;
  }

  /** Latent i belongs to anchor i. */
  static Pairing inOrder(int latents, int anchors) {
    Require.that(
        latents <= anchors,
        "latent i belongs to anchor i, but there are %s latents for %s anchors: name the owners",
        latents,
        anchors);
    return new Pairing(IntStream.range(0, latents).toArray(), anchors);
  }

  static Pairing of(String name, int[] anchorOf, int latents, int anchors) {
    Require.that(
        anchorOf.length == latents,
        "%s must name an anchor for each of %s latents, got %s",
        name,
        latents,
        anchorOf.length);
    for (int i = 0; i < latents; i++) {
      Require.that(
          0 <= anchorOf[i] && anchorOf[i] < anchors,
          "%s[%s] must be in [0, %s), got %s",
          name,
          i,
          anchors,
          anchorOf[i]);
    }
    return new Pairing(anchorOf.clone(), anchors);
  }

  int size() {
    return anchorOf.length;
  }

  int anchorOf(int latent) {
    return anchorOf[latent];
  }

  /** Returns the k_i of the latents from {@code from} to {@code to}. */
  int[] anchors(int from, int to) {
    return Arrays.copyOfRange(anchorOf, from, to);
  }

  /** Returns row k_i of the (n, q) array for each i, shape (m, q). */
  NDArray take(NDArray rows) {
    return rows.get(new NDIndex("{}", index(rows.getManager(), 0, size())));
  }

  /**
   * Returns entry (i, k_i) of the rows from i = {@code from} of an (m, n) array, shape (rows, 1).
   */
  NDArray pick(NDArray rows, int from) {
    int to = from + Math.toIntExact(rows.getShape().get(0));
    return rows.gather(index(rows.getManager(), from, to).reshape(-1, 1), 1);
  }

  /** Returns the (to - from, n) array with ones at (i, k_i), zeros elsewhere. */
  NDArray oneHot(NDManager manager, int from, int to) {
    return index(manager, from, to).oneHot(anchors, DataType.FLOAT64);
  }

  /** Returns the (n, q) array whose row j is the sum of the rows i with k_i = j. */
  NDArray sumByAnchor(NDArray rows) {
    int q = Math.toIntExact(rows.getShape().get(1));
    double[] in = HostTransfers.doubles(rows);
    double[] out = new double[anchors * q];
    for (int i = 0; i < size(); i++) {
      for (int c = 0; c < q; c++) {
        out[anchorOf[i] * q + c] += in[i * q + c];
      }
    }
    return Constants.of(rows.getManager(), out, new Shape(anchors, q));
  }

  private NDArray index(NDManager manager, int from, int to) {
    long[] slice = Arrays.stream(anchorOf, from, to).asLongStream().toArray();
    return Constants.of(manager, slice);
  }
}
