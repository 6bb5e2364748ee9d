package example.data;

import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.lzn.data.DataSet;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.tensor.Require;

/**
 * A data set of one's own, outside the library: grey images of 16 × 16 with stripes that stand or
 * lie, made when they are asked for. This class is all that {@code --data stripes} takes.
 */
@AutoService(DataSet.class)
public final class Stripes implements DataSet {
  private static final int SIDE = 16;

  @Override
  public Card card() {
    return new Card(
        "stripes",
        "Stripes",
        "200 + 100 grey images of stripes, 16 × 16, made by a program",
        "Apache 2.0",
        Optional.empty());
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(new Shape(1, SIDE, SIDE));
  }

  @Override
  public List<String> classNames() {
    return List.of("standing", "lying");
  }

  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    return images("Stripes train", folder, 200, 1);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    return images("Stripes test", folder, 100, 2);
  }

  private ImageDataset images(String name, Optional<Path> folder, int n, long seed) {
    Require.that(folder.isEmpty(), "stripes are made, not read: use --data stripes alone");
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[n * SIDE * SIDE];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 2);
      int start = random.nextInt(SIDE);
      int width = 1 + random.nextInt(SIDE / 2);
      for (int k = 0; k < SIDE * SIDE; k++) {
        int place = labels[i] == 0 ? k % SIDE : k / SIDE;
        pixels[i * SIDE * SIDE + k] = (byte) ((place + start) / width % 2 == 0 ? 0 : 255);
      }
    }
    return MemoryImages.of(name, name + ", made here", shape().get(), classNames(), pixels, labels);
  }
}
