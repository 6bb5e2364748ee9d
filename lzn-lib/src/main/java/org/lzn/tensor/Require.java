package org.lzn.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.StringJoiner;

/** Checks of arguments, whose messages say what was expected, what came and under which name. */
public final class Require {
  private Require() {}

  /** Throws unless {@code condition} holds; the message is formatted like {@link String#format}. */
  @FormatMethod
  public static void that(boolean condition, @FormatString String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(message, values));
    }
  }

  /**
   * Throws unless the array has the expected shape; -1 stands for any positive size, named n in the
   * message: "anchors must be (n, 200), got (64, 128)".
   */
  public static void shape(String name, NDArray array, long... expected) {
    if (!matches(array.getShape(), expected)) {
      throw new IllegalArgumentException(
          name + " must be " + describe(expected) + ", got " + array.getShape());
    }
  }

  private static boolean matches(Shape shape, long[] expected) {
    boolean same = shape.dimension() == expected.length;
    for (int i = 0; same && i < expected.length; i++) {
      same = expected[i] < 0 ? shape.get(i) > 0 : shape.get(i) == expected[i];
    }
    return same;
  }

  private static String describe(long[] expected) {
    StringJoiner sizes = new StringJoiner(", ", "(", ")");
    for (long size : expected) {
      sizes.add(size < 0 ? "n" : Long.toString(size));
    }
    return sizes.toString();
  }
}
