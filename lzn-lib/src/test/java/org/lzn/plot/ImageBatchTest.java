package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.data.augment.Views;

class ImageBatchTest {
  private static final ImageDataset DATA = TinyImages.bars(8, 1);

  @Test
  void thePlainViewChangesNothing() {
    ImageBatch seen = ImageBatch.of(DATA, View.plain(), 1, 5, 2);
    assertArrayEquals(ImageBatch.of(DATA, 5, 2).values(), seen.values());
  }

  @Test
  void aViewIsAFunctionOfSeedAndImage() {
    View view = Views.small(6);
    ImageBatch both = ImageBatch.of(DATA, view, 1, 5, 2);
    assertEquals(new Shape(2, 1, 6, 6), both.shape());
    assertArrayEquals(both.range(1, 2).values(), ImageBatch.of(DATA, view, 1, 2).values());
    assertFalse(Arrays.equals(both.values(), ImageBatch.of(DATA, view, 2, 5, 2).values()));
  }
}
