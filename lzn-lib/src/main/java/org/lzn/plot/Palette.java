package org.lzn.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours that colour-blind readers can tell apart.
 *
 * <p>The first seven are those of M. Okabe and K. Ito, "Color Universal Design" (2002), without
 * black; three darker ones follow, so that ten classes have ten colours. Beyond ten, hues a golden
 * angle apart.
 */
public final class Palette {
  /** Text and axes. */
  static final Color INK = new Color(0x33, 0x33, 0x33);

  /** Grid lines and borders. */
  static final Color RULE = new Color(0xDD, 0xDD, 0xDD);

  private static final List<Color> CLASSES =
      List.of(
          new Color(0x0072B2), // blue
          new Color(0xD55E00), // vermilion
          new Color(0x009E73), // green
          new Color(0xCC79A7), // pink
          new Color(0xE69F00), // orange
          new Color(0x56B4E9), // sky
          new Color(0xF0E442), // yellow
          new Color(0x882255), // wine
          new Color(0x332288), // indigo
          new Color(0x888888)); // grey

  /** From dark blue over green to yellow, lightness rising evenly. */
  private static final List<Color> SCALE =
      List.of(
          new Color(0x440154),
          new Color(0x3B528B),
          new Color(0x21918C),
          new Color(0x5EC962),
          new Color(0xFDE725));

  private static final double GOLDEN_ANGLE = 0.381966;

  private Palette() {}

  /** Returns the colour of class {@code index}, which must not be negative. */
  public static Color of(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("a class must be 0 or more, got " + index);
    }
    if (index < CLASSES.size()) {
      return CLASSES.get(index);
    }
    int beyond = index - CLASSES.size();
    float hue = (float) ((beyond * GOLDEN_ANGLE) % 1);
    return Color.getHSBColor(hue, beyond % 2 == 0 ? 0.55f : 0.9f, beyond % 3 == 0 ? 0.6f : 0.85f);
  }

  /** Returns the colour of a quantity between 0 (dark) and 1 (light). */
  public static Color scale(double share) {
    double position = Math.min(1, Math.max(0, share)) * (SCALE.size() - 1);
    int lower = Math.min((int) position, SCALE.size() - 2);
    return mix(SCALE.get(lower), SCALE.get(lower + 1), position - lower);
  }

  /** Returns {@code (1 - share) · a + share · b}, channel by channel. */
  static Color mix(Color a, Color b, double share) {
    return new Color(
        (int) Math.round(a.getRed() + share * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + share * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + share * (b.getBlue() - a.getBlue())));
  }

  /** Returns {@code #rrggbb}. */
  static String css(Color colour) {
    return String.format("#%06x", colour.getRGB() & 0xFFFFFF);
  }
}
