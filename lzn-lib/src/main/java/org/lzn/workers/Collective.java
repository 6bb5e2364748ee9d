package org.lzn.workers;

import java.nio.ByteBuffer;

/**
 * An engine by which processes put numbers together. Each of them calls the same methods in the
 * same order, from the thread that opened it; a call returns when all have made it.
 */
public interface Collective extends AutoCloseable {
  /** Returns the number of this process, from 0. */
  int rank();

  /** Returns how many processes there are. */
  int size();

  /**
   * Adds up numbers of float32, in place: all processes get the same bits.
   *
   * @param numbers a direct buffer, as long in every process
   * @throws java.io.UncheckedIOException if another process is gone
   */
  void sumFloats(ByteBuffer numbers);

  /** Adds up numbers of float64 likewise. */
  void sumDoubles(ByteBuffer numbers);

  /** Copies the bytes of one process over those of the others, in a direct buffer. */
  void copy(ByteBuffer bytes, int from);

  /** Says that this process has done all of its part; who leaves without has failed. */
  default void finish() {}

  /** Leaves the others, who are told. */
  @Override
  void close();
}
