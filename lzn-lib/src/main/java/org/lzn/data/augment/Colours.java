package org.lzn.data.augment;

import org.lzn.data.Picture;

/**
 * Changes of colour. Each takes values in [-1, 1], works on light u = (value + 1) / 2 in [0, 1] and
 * cuts the result off at 0 and 1, as Pillow and torchvision define them.
 */
public final class Colours {
  // The weights of ITU-R BT.601: how bright the eye finds red, green and blue.
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  private Colours() {}

  /** Returns light u turned into factor·u: 0 gives black, 1 the picture. */
  public static Picture brightness(Picture picture, double factor) {
    float[] values = picture.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = value(factor * light(values[i]));
    }
    return like(picture, values);
  }

  /** Returns light u turned into m + factor·(u - m), m the mean of the grey picture. */
  public static Picture contrast(Picture picture, double factor) {
    int pixels = picture.height() * picture.width();
    double sum = 0;
    for (int i = 0; i < pixels; i++) {
      sum += light(brightnessOf(picture, i));
    }
    double mean = sum / pixels;
    float[] values = picture.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = value(mean + factor * (light(values[i]) - mean));
    }
    return like(picture, values);
  }

  /** Returns each colour moved to or from its grey: 0 gives grey, 1 the picture. */
  public static Picture saturation(Picture picture, double factor) {
    float[] values = picture.values().clone();
    int pixels = picture.height() * picture.width();
    for (int i = 0; picture.channels() == 3 && i < pixels; i++) {
      double grey = light(brightnessOf(picture, i));
      for (int at = i; at < values.length; at += pixels) {
        values[at] = value(grey + factor * (light(values[at]) - grey));
      }
    }
    return like(picture, values);
  }

  /** Returns the picture in grey, with as many channels, all equal. */
  public static Picture grey(Picture picture) {
    float[] values = picture.values().clone();
    int pixels = picture.height() * picture.width();
    for (int i = 0; i < pixels; i++) {
      float grey = (float) brightnessOf(picture, i);
      for (int at = i; at < values.length; at += pixels) {
        values[at] = grey;
      }
    }
    return like(picture, values);
  }

  /**
   * Returns the picture with the hue of each pixel moved along the colour circle of HSV [Smi78].
   *
   * @param turn the part of a turn: 1/3 makes red green, green blue and blue red
   */
  public static Picture hue(Picture picture, double turn) {
    float[] values = picture.values().clone();
    int pixels = picture.height() * picture.width();
    double[] colour = new double[3];
    for (int i = 0; picture.channels() == 3 && i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        colour[c] = light(values[i + c * pixels]);
      }
      turn(colour, turn);
      for (int c = 0; c < 3; c++) {
        values[i + c * pixels] = value(colour[c]);
      }
    }
    return like(picture, values);
  }

  private static void turn(double[] rgb, double turn) {
    double max = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    double min = Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    double range = max - min;
    if (range <= 0) {
      return;
    }
    double sixths;
    if (max == rgb[0]) {
      sixths = (rgb[1] - rgb[2]) / range;
    } else if (max == rgb[1]) {
      sixths = 2 + (rgb[2] - rgb[0]) / range;
    } else {
      sixths = 4 + (rgb[0] - rgb[1]) / range;
    }
    double hue = sixths + 6 * turn;
    // Each channel is the same trapezium of the hue, a third of a turn apart.
    for (int c = 0; c < 3; c++) {
      double place = hue - 2 * c;
      double fromPeak = Math.abs(place - 6 * Math.rint(place / 6));
      rgb[c] = min + range * Math.min(1, Math.max(0, 2 - fromPeak));
    }
  }

  /** Returns a pixel's grey in [-1, 1]. */
  private static double brightnessOf(Picture picture, int pixel) {
    float[] values = picture.values();
    int pixels = picture.height() * picture.width();
    return picture.channels() == 3
        ? RED * values[pixel] + GREEN * values[pixel + pixels] + BLUE * values[pixel + 2 * pixels]
        : values[pixel];
  }

  private static double light(double value) {
    return (value + 1) / 2;
  }

  private static float value(double light) {
    return (float) (2 * Math.min(1, Math.max(0, light)) - 1);
  }

  private static Picture like(Picture picture, float[] values) {
    return new Picture(values, picture.channels(), picture.height(), picture.width());
  }
}
