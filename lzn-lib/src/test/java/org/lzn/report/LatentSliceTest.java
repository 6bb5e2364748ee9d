package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.lzn.codec.LabelCodec;
import org.lzn.latent.LatentSpace;
import org.lzn.plot.Plane;
import org.lzn.tensor.Devices;

class LatentSliceTest {
  private static final float[] A = {3, 0, 0};
  private static final float[] B = {1, 2, 0};

  @Test
  void thePlaneHoldsBothLatents() {
    try (NDManager manager = Devices.newManager()) {
      LatentSlice slice = LatentSlice.through(A, B);
      Plane cell = new Plane(2.9, 3.1, -.1, .1, 1, 1);
      assertArrayEquals(A, slice.points(cell.centres(manager)).toFloatArray(), 1e-6f);
      cell = new Plane(.9, 1.1, 1.9, 2.1, 1, 1);
      assertArrayEquals(B, slice.points(cell.centres(manager)).toFloatArray(), 1e-6f);
    }
  }

  @Test
  void drawsTheZonesOfAnyDimension() {
    try (LabelCodec labels = LabelCodec.of(2, LatentSpace.gaussian(3), 1)) {
      byte[] picture = LatentSlice.through(A, B).zones(labels, 10).toPng();
      assertEquals('P', picture[1]);
    }
  }

  @Test
  void oneDirectionGivesNoPlane() {
    float[] twice = {6, 0, 0};
    assertThrows(IllegalArgumentException.class, () -> LatentSlice.through(A, twice));
  }
}
