package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.data.augment.Views;
import org.lzn.file.BadFileException;
import org.lzn.tensor.SeededRandom;

@Timeout(30)
class LoaderTest {
  @TempDir private Path folder;

  @Test
  void batchesAreThoseOfOneThreadBitForBit() {
    Batches batches =
        new Batches(numbered(40), 6, SeededRandom.of(3))
            .withViews(Views.small(6), View.plain())
            .withCompany(3);
    try (Loader loader = Loader.of(batches, 3, 2)) {
      // Beginning in the middle of an epoch, over its end, then elsewhere, then again.
      for (long step : new long[] {4, 5, 6, 7, 8, 100, 101, 4, 4}) {
        assertSame(batches.load(step), loader.batch(step));
      }
    }
  }

  @Test
  void theNextBatchesAreMadeWhileTheCallerWorks() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(3 * 5);
    AtomicInteger all = new AtomicInteger();
    View counting =
        (data, index, random) -> {
          all.incrementAndGet();
          made.countDown();
          return data.picture(index);
        };
    Batches batches = new Batches(numbered(40), 5, SeededRandom.of(1)).withViews(counting);
    try (Loader loader = Loader.of(batches, 2, 2)) {
      assertEquals(0, all.get());
      loader.batch(10);
      assertTrue(made.await(20, TimeUnit.SECONDS), "two batches ahead");
    }
    // And no more than those: memory is bounded.
    assertEquals(15, all.get());
  }

  @Test
  void aDamagedFileReachesTheCallerByItsName() {
    for (int i = 0; i < 6; i++) {
      TestImages.write(folder.resolve(i + ".png"), TestImages.png(TestImages.varied(9, 7, i)));
    }
    Path bad = TestImages.write(folder.resolve("3.png"), new byte[] {1, 2, 3});
    Batches batches = new Batches(ImageFolder.of(folder).sized(4), 2, SeededRandom.of(5));
    try (Loader loader = Loader.of(batches, 2, 1)) {
      int damaged = 0;
      for (long step = 0; step < 6; step++) {
        long now = step;
        if (Arrays.stream(batches.indices(step)).anyMatch(i -> i == 3)) {
          damaged++;
          BadFileException error = assertThrows(BadFileException.class, () -> loader.batch(now));
          assertEquals(bad, error.file());
        } else {
          assertSame(batches.load(step), loader.batch(step));
        }
      }
      assertEquals(2, damaged);
    }
  }

  @Test
  void imagesOfDifferentSizesAreNoBatch() {
    TestImages.write(folder.resolve("a.png"), TestImages.png(TestImages.varied(9, 7, 1)));
    TestImages.write(folder.resolve("b.png"), TestImages.png(TestImages.varied(7, 9, 2)));
    Batches batches =
        new Batches(ImageFolder.of(folder), 2, SeededRandom.of(5)).withViews(View.original());
    try (Loader loader = Loader.of(batches, 2, 1)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> loader.batch(0)).getMessage();
      assertTrue(message.contains("of one shape"), message);
    }
  }

  @Test
  void nothingIsPreparedBeyondTheLastStep() {
    AtomicInteger all = new AtomicInteger();
    View counting =
        (data, index, random) -> {
          all.incrementAndGet();
          return data.picture(index);
        };
    Batches batches = new Batches(numbered(40), 5, SeededRandom.of(1)).withViews(counting);
    try (Loader loader = Loader.of(batches, 1, 2, 7)) {
      loader.batch(5);
      loader.batch(6);
    }
    assertEquals(10, all.get());
  }

  @Test
  void closingStopsTheThreads() throws InterruptedException {
    Loader loader = Loader.of(new Batches(numbered(40), 5, SeededRandom.of(1)), 2, 3);
    loader.batch(0);
    loader.close();
    loader.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("image loader")) {
        thread.join(20_000); // its last task is over; it may need a moment to end
        assertFalse(thread.isAlive());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> loader.batch(1));
  }

  @Test
  void badOptionsAreNamed() {
    Batches batches = new Batches(numbered(4), 2, SeededRandom.of(1));
    assertThrows(IllegalArgumentException.class, () -> Loader.of(batches, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Loader.of(batches, 1, -1));
    try (Loader loader = Loader.of(batches, 1, 0)) {
      assertThrows(IllegalArgumentException.class, () -> loader.batch(-1));
    }
  }

  private static void assertSame(LoadedBatch expected, LoadedBatch actual) {
    assertEquals(expected.step(), actual.step());
    assertArrayEquals(expected.indices(), actual.indices());
    assertArrayEquals(expected.labels(), actual.labels());
    assertEquals(expected.views().size(), actual.views().size());
    for (int v = 0; v < expected.views().size(); v++) {
      assertEquals(expected.views().get(v).shape(), actual.views().get(v).shape());
      assertArrayEquals(expected.views().get(v).values(), actual.views().get(v).values());
    }
  }

  private static ImageDataset numbered(int n) {
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 2);
    }
    return MemoryImages.of(
        "n", "made", new Shape(1, 6, 6), List.of("a", "b"), TestFiles.pixels(36 * n), labels);
  }
}
