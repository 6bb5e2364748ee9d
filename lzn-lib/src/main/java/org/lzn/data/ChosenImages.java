package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lzn.file.Checksums;
import org.lzn.tensor.Require;

/** Some images of a data set, in an order of one's own, with labels of one's own. */
final class ChosenImages implements ImageDataset {
  private final ImageDataset whole;
  private final int[] chosen;
  private final int[] labels;
  private final List<String> classNames;

  /**
   * Chooses images.
   *
   * @param whole the data set
   * @param chosen which of its images, one or more
   * @param labels of all its images, each from 0 to {@code classNames.size() - 1}
   * @param classNames what the labels mean
   */
  ChosenImages(ImageDataset whole, int[] chosen, int[] labels, List<String> classNames) {
    Require.that(chosen.length > 0, "%s: choose one image or more, got none", whole.name());
    for (int index : chosen) {
      Require.that(
          index >= 0 && index < whole.size(),
          "%s has images 0 to %d, got %d",
          whole.name(),
          whole.size() - 1,
          index);
    }
    this.whole = whole;
    this.chosen = chosen.clone();
    this.labels = labels.clone();
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public Shape shape() {
    return whole.shape();
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public float[] values(int... indices) {
    return whole.values(of(indices));
  }

  @Override
  public int[] labels(int... indices) {
    return Arrays.stream(of(indices)).map(i -> labels[i]).toArray();
  }

  @Override
  public String origin() {
    return String.format(Locale.ROOT, "%s, %,d of them", whole.origin(), size());
  }

  /** The sum covers the whole set's own sum, which images were chosen, and their labels. */
  @Override
  public String checksum() {
    MessageDigest digest = Checksums.sha256();
    digest.update(whole.checksum().getBytes(StandardCharsets.UTF_8));
    ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES * size());
    for (int index : chosen) {
      numbers.putInt(index).putInt(labels[index]);
    }
    digest.update(numbers.array());
    return Checksums.hex(digest);
  }

  @Override
  public ImageDataset range(int from, int to) {
    Require.that(
        0 <= from && from < to && to <= size(),
        "%s has images 0 to %d, cannot give the range from %d to %d (not included)",
        name(),
        size() - 1,
        from,
        to);
    return new ChosenImages(whole, Arrays.copyOfRange(chosen, from, to), labels, classNames);
  }

  @Override
  public String toString() {
    return origin();
  }

  private int[] of(int... indices) {
    return Arrays.stream(indices).map(this::place).toArray();
  }

  private int place(int index) {
    Require.that(
        index >= 0 && index < size(), "%s has images 0 to %d, got %d", name(), size() - 1, index);
    return chosen[index];
  }
}
