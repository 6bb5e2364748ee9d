package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;

/** Images of an array as pictures: -1 is black, 1 is white or full colour. */
final class Pixels {
  private Pixels() {}

  /**
   * Returns the images of a batch; values beyond [-1, 1] are clipped.
   *
   * @param images shape (n, C, H, W), C = 1 (grey) or 3 (red, green, blue)
   */
  static List<BufferedImage> of(NDArray images) {
    Shape shape = images.getShape();
    boolean batch = shape.dimension() == 4 && (shape.get(1) == 1 || shape.get(1) == 3);
    Require.that(batch, "images must be (n, 1, H, W) or (n, 3, H, W), got %s", shape);
    double[] values = Values.of(images);
    int n = (int) shape.get(0);
    int channels = (int) shape.get(1);
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int[] bytes = bytes(values);
    List<BufferedImage> pictures = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
      BufferedImage picture = new BufferedImage(width, height, type);
      for (int c = 0; c < channels; c++) {
        int from = (i * channels + c) * height * width;
        for (int p = 0; p < height * width; p++) {
          picture.getRaster().setSample(p % width, p / width, c, bytes[from + p]);
        }
      }
      pictures.add(picture);
    }
    return pictures;
  }

  private static int[] bytes(double[] values) {
    int[] bytes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = level(values[i], i);
    }
    return bytes;
  }

  /**
   * Returns the brightness of a value, from 0 to 255.
   *
   * @param position of the value, for the message if it is NaN
   */
  static int level(double value, int position) {
    Require.that(!Double.isNaN(value), "images must be numbers, got NaN at position %s", position);
    return (int) Math.round((Math.min(1, Math.max(-1, value)) + 1) / 2 * 255);
  }

  /** Returns the picture with every pixel repeated {@code factor} times in both directions. */
  static BufferedImage enlarged(BufferedImage picture, int factor) {
    int width = picture.getWidth() * factor;
    int height = picture.getHeight() * factor;
    BufferedImage large = new BufferedImage(width, height, picture.getType());
    Object pixel = null;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixel = picture.getRaster().getDataElements(x / factor, y / factor, pixel);
        large.getRaster().setDataElements(x, y, pixel);
      }
    }
    return large;
  }

  /** Returns the picture shrunk to {@code 1 / divisor}, each pixel the mean of those it covers. */
  static BufferedImage reduced(BufferedImage picture, int divisor) {
    int width = Math.max(1, picture.getWidth() / divisor);
    int height = Math.max(1, picture.getHeight() / divisor);
    BufferedImage small = new BufferedImage(width, height, picture.getType());
    int bands = picture.getRaster().getNumBands();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          small.getRaster().setSample(x, y, band, mean(picture, x, y, divisor, band));
        }
      }
    }
    return small;
  }

  private static int mean(BufferedImage picture, int x, int y, int divisor, int band) {
    int[] block = new int[divisor * divisor];
    picture.getRaster().getSamples(x * divisor, y * divisor, divisor, divisor, band, block);
    long sum = 0;
    for (int sample : block) {
      sum += sample;
    }
    return (int) Math.round((double) sum / block.length);
  }
}
