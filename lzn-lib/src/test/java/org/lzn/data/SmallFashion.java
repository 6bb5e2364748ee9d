package org.lzn.data;

import java.nio.file.Path;
import java.util.stream.IntStream;

/** Folders in the format of Fashion-MNIST with few images, as somebody's own data would have. */
public final class SmallFashion {
  private static final int PIXELS = 28 * 28;

  private SmallFashion() {}

  /** Writes a training and a test set of so many images, the classes in turn. */
  public static Path write(Path folder, int train, int test) {
    write(folder, "t10k", inTurn(test));
    return writeTraining(folder, train);
  }

  /** Writes a training set alone. */
  public static Path writeTraining(Path folder, int train) {
    write(folder, "train", inTurn(train));
    return folder;
  }

  /** Writes one set: as many images as labels, the images unpacked and the labels packed. */
  static void write(Path folder, String prefix, int... labels) {
    int n = labels.length;
    byte[] classes = new byte[n];
    byte[] pixels = TestFiles.pixels(n * PIXELS);
    for (int i = 0; i < n; i++) {
      classes[i] = (byte) labels[i];
    }
    TestFiles.write(
        folder, prefix + "-images-idx3-ubyte", TestFiles.idx(0x803, new int[] {n, 28, 28}, pixels));
    TestFiles.write(
        folder,
        prefix + "-labels-idx1-ubyte.gz",
        TestFiles.gzip(TestFiles.idx(0x801, new int[] {n}, classes)));
  }

  private static int[] inTurn(int n) {
    return IntStream.range(0, n).map(i -> i % FashionMnist.CLASS_NAMES.size()).toArray();
  }
}
