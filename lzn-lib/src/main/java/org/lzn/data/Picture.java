package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lzn.file.BadFileException;
import org.lzn.file.Limits;
import org.lzn.tensor.Require;

/**
 * One image of any size in Java's memory.
 *
 * <p>Operations return new pictures; nobody writes into the values of one that exists.
 *
 * @param values (C, H, W), row-major, in [-1, 1]
 * @param channels C
 * @param height H
 * @param width W
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copies: an image may be large
public record Picture(float[] values, int channels, int height, int width) {
  /** Checks that the numbers fill the shape. */
  public Picture {
    Require.that(
        channels > 0
            && height > 0
            && width > 0
            && values.length == (long) channels * height * width,
        "a picture of %d x %d x %d must have as many values, got %d",
        channels,
        height,
        width,
        values.length);
  }

  /**
   * Reads a JPEG, PNG or WebP file in colour, (3, H, W).
   *
   * @throws org.lzn.file.BadFileException if it is missing, damaged, too large or no image
   */
  public static Picture read(Path file) {
    try {
      String remedy = "Give the file of a picture.";
      return ImageDecoding.decode(Limits.read(file, ImageDecoding.MOST_BYTES, remedy), file);
    } catch (IOException e) {
      String actual = e instanceof NoSuchFileException ? "no such file" : e.toString();
      throw new BadFileException(
          file, "a readable picture", actual, "Check its name and folder.", e);
    }
  }

  /**
   * Returns this picture as a data set's images are: its shorter side resized, the middle square
   * cut out, colour made grey by 0.299 R + 0.587 G + 0.114 B where the set is grey (as Pillow
   * does), grey repeated where it is in colour.
   *
   * @param image (C, H, H)
   */
  public Picture fitted(Shape image) {
    int side = Math.toIntExact(image.get(1));
    Require.that(
        longSide(side) * side <= ImageDecoding.mostPixels(),
        "a picture of %d x %d is too long to be made %d x %d: cut it first",
        height,
        width,
        side,
        side);
    Picture square = resizeShortSide(side).centreCrop(side);
    return image.get(0) == channels ? square : square.recoloured(Math.toIntExact(image.get(0)));
  }

  private Picture recoloured(int newChannels) {
    Require.that(
        channels + newChannels == 4 && channels % 2 == 1,
        "pictures have 1 or 3 channels, got %d to be made %d",
        channels,
        newChannels);
    int pixels = height * width;
    float[] other = new float[newChannels * pixels];
    for (int i = 0; i < other.length; i++) {
      int pixel = i % pixels;
      other[i] =
          channels == 1
              ? values[pixel]
              : grey(values[pixel], values[pixels + pixel], values[2 * pixels + pixel]);
    }
    return new Picture(other, newChannels, height, width);
  }

  /** 0.299 r + 0.587 g + 0.114 b, written so that three equal channels are left as they are. */
  private static float grey(float r, float g, float b) {
    return g + 0.299f * (r - g) + 0.114f * (b - g);
  }

  /** Returns the shape (C, H, W). */
  public Shape shape() {
    return new Shape(channels, height, width);
  }

  /** Returns the part whose upper left corner is at row {@code top} and column {@code left}. */
  public Picture crop(int top, int left, int newHeight, int newWidth) {
    Require.that(
        top >= 0
            && left >= 0
            && newHeight > 0
            && newWidth > 0
            && top + newHeight <= height
            && left + newWidth <= width,
        "cannot crop %d x %d at (%d, %d) from %d x %d",
        newHeight,
        newWidth,
        top,
        left,
        height,
        width);
    float[] part = new float[channels * newHeight * newWidth];
    for (int row = 0; row < channels * newHeight; row++) {
      int from = (row / newHeight * height + top + row % newHeight) * width + left;
      System.arraycopy(values, from, part, row * newWidth, newWidth);
    }
    return new Picture(part, channels, newHeight, newWidth);
  }

  /** Returns the middle square of the given side. */
  public Picture centreCrop(int side) {
    // Rounded half to even, as Python's round does in torchvision's centre crop.
    int top = (int) Math.rint((height - side) / 2.0);
    int left = (int) Math.rint((width - side) / 2.0);
    return crop(top, left, side, side);
  }

  /** Returns this picture mirrored left to right. */
  public Picture mirrored() {
    float[] mirrored = new float[values.length];
    for (int row = 0; row < values.length; row += width) {
      for (int x = 0; x < width; x++) {
        mirrored[row + x] = values[row + width - 1 - x];
      }
    }
    return new Picture(mirrored, channels, height, width);
  }

  /** Returns this picture resized with an antialiased triangle filter: see {@link PillowResize}. */
  public Picture resize(int newHeight, int newWidth) {
    return newHeight == height && newWidth == width
        ? this
        : PillowResize.resize(this, newHeight, newWidth);
  }

  /** Returns this picture resized so that its shorter side is as given; the longer is cut down. */
  public Picture resizeShortSide(int side) {
    long longer = longSide(side);
    Require.that(
        longer * side * channels <= Integer.MAX_VALUE,
        "%d x %d with its shorter side %d is too large a picture: %d x %d",
        height,
        width,
        side,
        side,
        longer);
    return height <= width ? resize(side, (int) longer) : resize((int) longer, side);
  }

  /** Returns the longer side, cut down, once the shorter one is as given. */
  long longSide(int side) {
    return (long) side * Math.max(height, width) / Math.min(height, width);
  }
}
