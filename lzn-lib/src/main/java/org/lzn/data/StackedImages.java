package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.lzn.file.Checksums;
import org.lzn.tensor.Require;

/**
 * Several pictures of each thing as one image with the channels of all: image i has those of image
 * i of every set, the first set's first, and the label that all give it.
 *
 * @param name of the whole
 * @param sets of as many images, of one height and width
 */
public record StackedImages(String name, List<ImageDataset> sets) implements ImageDataset {
  /** Checks that the sets fit. */
  public StackedImages {
    sets = List.copyOf(sets);
    Require.that(!sets.isEmpty(), "%s: there must be a set or more to stack", name);
    for (ImageDataset set : sets) {
      Require.that(
          set.size() == sets.get(0).size()
              && set.shape().slice(1).equals(sets.get(0).shape().slice(1)),
          "%s: stacked sets must have as many images of one height and width, got %s and %s",
          name,
          sets.get(0),
          set);
    }
  }

  @Override
  public int size() {
    return sets.get(0).size();
  }

  @Override
  public Shape shape() {
    long channels = sets.stream().mapToLong(set -> set.shape().get(0)).sum();
    return new Shape(channels).addAll(sets.get(0).shape().slice(1));
  }

  @Override
  public List<String> classNames() {
    return sets.get(0).classNames();
  }

  @Override
  public float[] values(int... indices) {
    int each = (int) shape().size();
    float[] all = new float[indices.length * each];
    int start = 0;
    for (ImageDataset set : sets) {
      float[] part = set.values(indices);
      int length = part.length / indices.length;
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(part, i * length, all, i * each + start, length);
      }
      start += length;
    }
    return all;
  }

  @Override
  public int[] labels(int... indices) {
    return sets.get(0).labels(indices);
  }

  @Override
  public String origin() {
    return name;
  }

  /** The sum of the sets' own. */
  @Override
  public String checksum() {
    MessageDigest digest = Checksums.sha256();
    sets.forEach(set -> digest.update(set.checksum().getBytes(StandardCharsets.US_ASCII)));
    return Checksums.hex(digest);
  }

  @Override
  public ImageDataset range(int from, int to) {
    return new StackedImages(name, sets.stream().map(set -> set.range(from, to)).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
