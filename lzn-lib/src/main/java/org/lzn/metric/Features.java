package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.lzn.data.ImageDataset;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.Progress;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features of n samples, a matrix (n, d) in Java's memory; probabilities of n samples as well.
 *
 * <p>Kept as float32 or float64, as they came; the scores read them a few rows at a time, as
 * float64.
 */
public final class Features {
  /** Images sent through an extractor at once. */
  private static final int CHUNK = 128;

  private final int size;
  private final int width;
  private final Source source;

  /** The numbers, float32 or float64. */
  private interface Source {
    double[] range(int from, int to);
  }

  private Features(int length, int width, Source source) {
    Require.that(
        width >= 1 && length >= width && length % width == 0,
        "features must be (n, %d) with n of 1 or more, got %d numbers",
        width,
        length);
    this.size = length / width;
    this.width = width;
    this.source = source;
  }

  /** Returns features given row after row; the numbers are not copied. */
  public static Features of(double[] values, int width) {
    Features features =
        new Features(values.length, width, (from, to) -> Arrays.copyOfRange(values, from, to));
    return features.checked();
  }

  /** Returns features given row after row; the numbers are not copied. */
  public static Features of(float[] values, int width) {
    return new Features(values.length, width, (from, to) -> doubles(values, from, to)).checked();
  }

  private static double[] doubles(float[] values, int from, int to) {
    double[] range = new double[to - from];
    for (int i = from; i < to; i++) {
      range[i - from] = values[i];
    }
    return range;
  }

  /** Returns the features of all images of a data set. */
  public static Features of(FeatureExtractor extractor, ImageDataset data) {
    return of(extractor, data.size(), (from, to) -> ImageBatch.range(data, from, to));
  }

  /** Returns the features of images. */
  public static Features of(FeatureExtractor extractor, ImageBatch images) {
    return of(extractor, images.size(), images::range);
  }

  /** Returns the features of n images that are made a few at a time, such as samples. */
  public static Features of(FeatureExtractor extractor, int n, ImageSource images) {
    Require.that(n >= 1, "features need one image or more, got %d", n);
    float[] values = null;
    int width = 0;
    try (Progress progress = Progress.of(extractor.name(), n).counting("images", 1).after(1)) {
      for (int from = 0; from < n; from += CHUNK) {
        int to = Math.min(n, from + CHUNK);
        float[] part = chunk(extractor, images.range(from, to), to - from);
        if (values == null) {
          width = part.length / (to - from);
          values = new float[Math.multiplyExact(n, width)];
        }
        System.arraycopy(part, 0, values, from * width, part.length);
        progress.update(to);
      }
    }
    return of(values, width);
  }

  /** Returns the samples of several, one after the other, as float32, as networks give them. */
  public static Features joined(List<Features> parts) {
    int width = parts.get(0).width;
    int n = parts.stream().mapToInt(Features::size).sum();
    float[] values = new float[Math.multiplyExact(n, width)];
    int at = 0;
    for (Features part : parts) {
      Require.that(part.width == width, "features must be (n, %d), got %s", width, part);
      for (double value : part.rows(0, part.size)) {
        values[at++] = (float) value;
      }
    }
    return of(values, width);
  }

  /** Images made when asked for. */
  @FunctionalInterface
  public interface ImageSource {
    /** Returns the images numbered from (inclusive) to (exclusive). */
    ImageBatch range(int from, int to);
  }

  private static float[] chunk(FeatureExtractor extractor, ImageBatch images, int n) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray features = extractor.features(images.array(manager));
      Require.shape("features of " + extractor.name(), features, n, -1);
      return features.toFloatArray();
    }
  }

  /** Returns the number n of samples. */
  public int size() {
    return size;
  }

  /** Returns the number d of features. */
  public int width() {
    return width;
  }

  /** Returns the samples from (inclusive) to (exclusive), row after row. */
  public double[] rows(int from, int to) {
    Require.that(0 <= from && from < to && to <= size, "no rows %d to %d in %d", from, to, size);
    return source.range(from * width, to * width);
  }

  /** Returns the given samples, in that order; one may come twice. */
  public Features select(int... samples) {
    double[] values = new double[Math.multiplyExact(samples.length, width)];
    for (int i = 0; i < samples.length; i++) {
      System.arraycopy(rows(samples[i], samples[i] + 1), 0, values, i * width, width);
    }
    return of(values, width);
  }

  /** Returns the rows as a matrix (to - from, d). */
  INDArray matrix(int from, int to) {
    return Nd4j.create(rows(from, to), new long[] {to - from, width}, 'c');
  }

  /** Throws unless both have the same width and so many samples at least. */
  static void requireComparable(Features a, Features b, int samples) {
    Require.that(
        a.width == b.width, "features must have one width, got %d and %d", a.width, b.width);
    Require.that(
        Math.min(a.size, b.size) >= samples,
        "this score needs %d samples or more of each kind, got %d and %d",
        samples,
        a.size,
        b.size);
  }

  private Features checked() {
    for (int i = 0; i < size; i++) {
      for (double value : rows(i, i + 1)) {
        if (!Double.isFinite(value)) { // here, so that millions of numbers need no objects
          throw new IllegalArgumentException(
              String.format("features must be finite, sample %d has %s", i, value));
        }
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return "features (" + size + ", " + width + ")";
  }
}
