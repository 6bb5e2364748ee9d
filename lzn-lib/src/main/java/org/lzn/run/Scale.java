package org.lzn.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How large an experiment is run; the code is the same at each scale. Chosen by the system property
 * {@code lzn.scale} or the environment variable {@code LZN_SCALE}; classroom without either.
 */
public enum Scale {
  /** Seconds: shows that everything runs, not that it works. */
  SMOKE,
  /** A notebook in at most half an hour on two cores. */
  CLASSROOM,
  /** The paper's settings; needs GPUs. */
  PAPER;

  /** Returns the scale asked for. */
  public static Scale current() {
    String asked = System.getProperty("lzn.scale", System.getenv("LZN_SCALE"));
    return asked == null || asked.isBlank() ? CLASSROOM : parse(asked);
  }

  /** Returns the scale of a name in any case. */
  public static Scale parse(String name) {
    return Arrays.stream(values())
        .filter(scale -> scale.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "LZN_SCALE must be one of " + names() + ", got \"" + name + "\""));
  }

  private static String names() {
    return Arrays.stream(values()).map(Scale::toString).collect(Collectors.joining(", "));
  }

  /** Returns the value where the scale is smoke, classroom or paper, in this order. */
  public <T> T choose(T smoke, T classroom, T paper) {
    return switch (this) {
      case SMOKE -> smoke;
      case CLASSROOM -> classroom;
      case PAPER -> paper;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
