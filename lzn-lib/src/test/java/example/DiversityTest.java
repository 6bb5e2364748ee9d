package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lzn.plot.ImageBatch;

/** A score written outside the library, on batches whose score is known. */
class DiversityTest {
  private static ImageBatch batch(int n, float... values) {
    return new ImageBatch(values, new Shape(n, 1, 1, values.length / n));
  }

  @Test
  void equalImagesHaveNone() {
    assertEquals(0, Diversity.of(batch(3, 0.5f, -1, 0.5f, -1, 0.5f, -1)));
  }

  /** The first pixel is -1 or 1, its variance 1; the second is the same everywhere. */
  @Test
  void eachPixelCountsAlike() {
    assertEquals(0.5, Diversity.of(batch(2, -1, 0.25f, 1, 0.25f)), 1e-12);
  }

  /** A uniform pixel in [-1, 1] has the variance 1/3. */
  @Test
  void uniformPixelsHaveAThird() {
    Random random = new Random(1);
    float[] values = new float[500 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    assertEquals(1 / 3.0, Diversity.of(batch(500, values)), 0.01);
  }

  @Test
  void brightnessDoesNotCount() {
    double plain = Diversity.of(batch(2, 0, 0.5f, 0.25f, 0));
    assertEquals(plain, Diversity.of(batch(2, 0.5f, 1, 0.75f, 0.5f)), 1e-12);
  }
}
