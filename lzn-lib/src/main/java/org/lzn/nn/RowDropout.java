package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Dropout whose mask is a function of the seed and of each row's place in its micro-batch: a worker
 * that holds some rows of a micro-batch drops in these what one process drops in them.
 *
 * <p>The engine's generator draws a mask number by number, so a worker draws the whole
 * micro-batch's and keeps its rows. The rows belong to the thread, as the engine's generator does
 * to the process: the layers need not hand them on.
 */
public final class RowDropout {
  private static final ThreadLocal<Rows> ROWS = new ThreadLocal<>();

  /** Rows from (inclusive) to (exclusive) of so many. */
  private record Rows(long from, long to, long of) {}

  private RowDropout() {}

  /**
   * Begins the masks of one pass through a network on this thread.
   *
   * @param from the first row that goes through the network
   * @param to the row after the last
   * @param of the rows of the micro-batch
   */
  public static void seed(SeededRandom draws, String purpose, long from, long to, long of) {
    draws.seedEngine(purpose);
    boolean all = from == 0 && to == of;
    ROWS.set(all ? null : new Rows(from, to, of));
  }

  /** Returns what is left of an array whose first axis is that of the rows, scaled by 1/(1-p). */
  static NDArray of(NDArray x, double p) {
    Rows rows = ROWS.get();
    if (rows == null) {
      return Dropout.dropout(x, (float) p, true).head();
    }
    Require.that(
        x.getShape().get(0) == rows.to - rows.from,
        "dropout was seeded for %d rows, got %s",
        rows.to - rows.from,
        x.getShape());
    Shape whole = new Shape(rows.of).addAll(x.getShape().slice(1));
    NDArray ones = x.getManager().ones(whole, x.getDataType());
    NDArray mask = Dropout.dropout(ones, (float) p, true).head();
    return x.mul(mask.get(rows.from + ":" + rows.to));
  }
}
