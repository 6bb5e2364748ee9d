package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.LongStream;

/** Rows from (inclusive) to (exclusive) of a batch: one micro-batch. */
public record MicroBatch(long from, long to) {
  /** Cuts n rows into slices of the given size, the last of which may be shorter. */
  static List<MicroBatch> cut(long n, long size) {
    return LongStream.iterate(0, from -> from < n, from -> from + size)
        .mapToObj(from -> new MicroBatch(from, Math.min(n, from + size)))
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
