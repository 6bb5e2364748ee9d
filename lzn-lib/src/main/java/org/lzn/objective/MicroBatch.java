package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rows from (inclusive) to (exclusive) of a worker's part of a batch: one micro-batch, or a
 * worker's share of one.
 *
 * @param whole where it belongs in the batch of all workers
 */
public record MicroBatch(long from, long to, Whole whole) {
  /**
   * The micro-batch of all workers, of which a slice is a part.
   *
   * @param from its first row in the whole batch
   * @param size the number of its rows
   * @param before how many of them come before the slice
   */
  public record Whole(long from, long size, long before) {}

  /** Makes a slice of the one worker's batch, which is a micro-batch of its own. */
  public MicroBatch(long from, long to) {
    this(from, to, new Whole(from, to - from, 0));
  }

  /**
   * Cuts a worker's rows at the ends of the micro-batches of all workers.
   *
   * @param from the worker's first row, among all its rows
   * @param first the same row in the whole batch
   * @param rows how many
   * @param begin the row in the whole batch at which the first micro-batch begins
   * @param end the row at which the last one ends
   * @param size rows of a micro-batch
   */
  static List<MicroBatch> cut(long from, long first, long rows, long begin, long end, long size) {
    return LongStream.iterate(begin, a -> a < end, a -> a + size)
        .filter(a -> a < first + rows && Math.min(end, a + size) > first)
        .mapToObj(
            a -> {
              long start = Math.max(a, first);
              long stop = Math.min(Math.min(end, a + size), first + rows);
              Whole whole = new Whole(a, Math.min(end, a + size) - a, start - a);
              return new MicroBatch(from + start - first, from + stop - first, whole);
            })
        .toList();
  }

  /** Returns the number of rows. */
  public long size() {
    return to - from;
  }

  /** Returns these rows of an array; all of them are the array itself. */
  public NDArray of(NDArray array) {
    return size() == array.getShape().get(0) ? array : array.get(from + ":" + to);
  }
}
