package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.lzn.plot.ImageBatch;

class ReconstructionTest {
  private static final ImageBatch ORIGINALS =
      new ImageBatch(new float[] {0, 0, 1, -1}, new Shape(2, 1, 1, 2));

  @Test
  void isTheMeanOfEuclideanNorms() {
    ImageBatch back = new ImageBatch(new float[] {3, 4, 1, -1}, new Shape(2, 1, 1, 2));
    assertArrayEquals(new double[] {5, 0}, Reconstruction.errors(ORIGINALS, back));
    assertEquals(2.5, Reconstruction.error(ORIGINALS, back));
  }

  @Test
  void isTheMeanOverDrawsToo() {
    double error =
        Reconstruction.error(
            ORIGINALS,
            3,
            draw -> new ImageBatch(new float[] {0, 0, 1, -1 + draw}, new Shape(2, 1, 1, 2)));
    assertEquals((0.5 + 1 + 1.5) / 3, error, 1e-7);
    assertThrows(
        IllegalArgumentException.class, () -> Reconstruction.error(ORIGINALS, 0, draw -> null));
  }

  @Test
  void otherShapesAreRefused() {
    ImageBatch other = new ImageBatch(new float[] {0, 0}, new Shape(1, 1, 1, 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Reconstruction.error(ORIGINALS, other));
    assertEquals(
        "reconstructions must be (2, 1, 1, 2) like the originals, got (1, 1, 1, 2)",
        error.getMessage());
  }
}
