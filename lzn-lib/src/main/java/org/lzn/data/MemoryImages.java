package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.lzn.file.Checksums;
import org.lzn.tensor.Require;

/**
 * Images held in memory as bytes, one per pixel and channel.
 *
 * <p>Parts of a data set share the bytes of the whole.
 */
public final class MemoryImages implements ImageDataset {
  private static final float[] SCALED = scaled();

  private final String name;
  private final String origin;
  private final Shape shape;
  private final List<String> classNames;
  private final byte[] pixels;
  private final byte[] labels;
  private final int from;
  private final int to;

  private MemoryImages(MemoryImages whole, int from, int to) {
    name = whole.name;
    origin = whole.origin;
    shape = whole.shape;
    classNames = whole.classNames;
    pixels = whole.pixels;
    labels = whole.labels;
    this.from = from;
    this.to = to;
  }

  private MemoryImages(
      String name,
      String origin,
      Shape shape,
      List<String> classNames,
      byte[] pixels,
      byte[] labels) {
    this.name = name;
    this.origin = origin;
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.pixels = pixels.clone();
    this.labels = labels.clone();
    from = 0;
    to = labels.length;
  }

  /**
   * Returns a data set of the given bytes, which are copied.
   *
   * @param name a short name
   * @param origin which set, where from; the number of images is added
   * @param shape (C, H, W) of one image
   * @param classNames the names of the classes, 256 at most
   * @param pixels n·C·H·W unsigned bytes, image after image, channel after channel, row after row
   * @param labels n unsigned bytes
   */
  public static MemoryImages of(
      String name,
      String origin,
      Shape shape,
      List<String> classNames,
      byte[] pixels,
      byte[] labels) {
    Require.that(
        shape.dimension() == 3 && shape.size() > 0,
        "%s: an image's shape must be (C, H, W), got %s",
        name,
        shape);
    Require.that(labels.length > 0, "%s must have one image or more, got none", name);
    Require.that(
        pixels.length == labels.length * shape.size(),
        "%s: %d images of shape %s need %d bytes, got %d",
        name,
        labels.length,
        shape,
        labels.length * shape.size(),
        pixels.length);
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(labels[i]);
      Require.that(
          label < classNames.size(),
          "%s: labels must be from 0 to %d, got %d at image %d",
          name,
          classNames.size() - 1,
          label,
          i);
    }
    return new MemoryImages(name, origin, shape, classNames, pixels, labels);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public float[] values(int... indices) {
    int length = length();
    float[] values = new float[Math.multiplyExact(indices.length, length)];
    for (int i = 0; i < indices.length; i++) {
      int start = place(indices[i]) * length;
      for (int p = 0; p < length; p++) {
        values[i * length + p] = SCALED[Byte.toUnsignedInt(pixels[start + p])];
      }
    }
    return values;
  }

  @Override
  public int[] labels(int... indices) {
    int[] result = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      result[i] = Byte.toUnsignedInt(labels[place(indices[i])]);
    }
    return result;
  }

  @Override
  public String origin() {
    String part =
        size() == labels.length ? "" : ", images " + from + " to " + (to - 1) + " of them";
    return String.format(Locale.ROOT, "%s, %,d images%s", origin, labels.length, part);
  }

  /** The sum covers the sizes, the pixels and the labels. */
  @Override
  public String checksum() {
    MessageDigest digest = Checksums.sha256();
    ByteBuffer sizes = ByteBuffer.allocate(4 * Integer.BYTES).putInt(size());
    for (long axis : shape.getShape()) {
      sizes.putInt((int) axis);
    }
    digest.update(sizes.array());
    digest.update(pixels, from * length(), size() * length());
    digest.update(labels, from, size());
    return Checksums.hex(digest);
  }

  @Override
  public ImageDataset range(int first, int end) {
    Require.that(
        0 <= first && first < end && end <= size(),
        "%s has images 0 to %d, cannot give the range from %d to %d (not included)",
        name,
        size() - 1,
        first,
        end);
    return new MemoryImages(this, from + first, from + end);
  }

  @Override
  public String toString() {
    return origin();
  }

  private int length() {
    return (int) shape.size();
  }

  private int place(int index) {
    Require.that(
        index >= 0 && index < size(), "%s has images 0 to %d, got %d", name, size() - 1, index);
    return from + index;
  }

  /** Returns a byte, from 0 to 255, as a value in [-1, 1]. */
  static float scaled(int value) {
    return SCALED[value];
  }

  private static float[] scaled() {
    float[] values = new float[256];
    for (int v = 0; v < values.length; v++) {
      values[v] = (float) (v / 127.5 - 1);
    }
    return values;
  }
}
