package org.lzn.workers;

import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * Which rows of a batch a worker holds: of n rows those from {@code rank n / of} on, as many as
 * every other worker.
 *
 * @param rank of the worker, from 0
 * @param of how many workers there are
 */
public record Share(int rank, int of) {
  /** All rows. */
  public static final Share WHOLE = new Share(0, 1);

  /** Checks the rank. */
  public Share {
    Require.that(of >= 1 && 0 <= rank && rank < of, "rank %d is not one of %d workers", rank, of);
  }

  /** Returns how many of n rows it holds. */
  public int size(int n) {
    return n / of;
  }

  /** Returns the first of its rows. */
  public int first(int n) {
    return rank * size(n);
  }

  /** Returns its rows. */
  public IntStream rows(int n) {
    return IntStream.range(first(n), first(n) + size(n));
  }

  /** Throws unless n rows can be divided evenly. */
  public void requireEven(String what, int n) {
    Require.that(
        n % of == 0, "%s must be a multiple of the %d workers, got %d images", what, of, n);
  }
}
