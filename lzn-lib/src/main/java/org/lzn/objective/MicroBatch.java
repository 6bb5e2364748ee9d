package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.LongStream;

/** Rows from (inclusive) to (exclusive) of a batch: one micro-batch. */
public record MicroBatch(long from, long to) {
  /** Cuts the rows from {@code first} to {@code end} into slices of the given size or less. */
  static List<MicroBatch> cut(long first, long end, long size) {
    return LongStream.iterate(first, from -> from < end, from -> from + size)
        .mapToObj(from -> new MicroBatch(from, Math.min(end, from + size)))
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
