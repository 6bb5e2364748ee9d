package org.lzn.codec;

import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * One data type and its sample of every concept: a column of the table whose rows are concepts.
 *
 * @param type the data type
 * @param samples of some concepts, by their numbers
 * @param present whether there is a sample of a concept
 * @param <S> the type's samples
 */
public record Column<S>(DataType<S> type, Function<int[], S> samples, IntPredicate present) {
  /** Returns a column with a sample of every concept. */
  public static <S> Column<S> of(DataType<S> type, Function<int[], S> samples) {
    return new Column<>(type, samples, concept -> true);
  }

  /** Returns the same column with fewer samples. */
  public Column<S> where(IntPredicate newPresent) {
    return new Column<>(type, samples, newPresent);
  }
}
