package org.lzn.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.CountingSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.RungeKutta45;
import org.lzn.metric.Reconstruction;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.SeededRandom;

class TaskTest {
  private static final ImageCodec LZN = TinyImages.model(0).withLatents(1);
  private static final ImageCodec RF = TinyImages.model(0).withoutLatents(1);
  private static final ImageDataset DATA = TinyImages.bars(300, 1);

  @AfterAll
  static void free() {
    LZN.close();
    RF.close();
  }

  @Test
  void generationIsAFunctionOfTheSeed() {
    for (ImageCodec images : new ImageCodec[] {LZN, RF}) {
      Generate generate = Task.generate(images);
      ImageBatch once = generate.sample(5, Euler.steps(2));
      assertEquals(new Shape(5, 1, 8, 8), once.shape());
      assertArrayEquals(once.values(), generate.sample(5, Euler.steps(2)).values());
      assertFalse(
          Arrays.equals(once.values(), generate.withSeed(2).sample(5, Euler.steps(2)).values()));
    }
  }

  /** Networks begin with a velocity of nearly zero, whose flow is its own inverse. */
  @Test
  void reconstructionInvertsTheFlow() {
    ImageBatch originals = ImageBatch.range(DATA, 0, 4);
    for (ImageCodec images : new ImageCodec[] {LZN, RF}) {
      ImageBatch back = Task.reconstruct(images).of(originals, Euler.steps(4));
      assertEquals(0, Reconstruction.error(originals, back), 1e-4);
    }
  }

  @Test
  void moreImagesThanGoThroughANetworkAtOnceComeBackInOrder() {
    ImageBatch originals = ImageBatch.range(DATA, 0, 300);
    ImageBatch back = Task.reconstruct(LZN).of(originals, Euler.steps(1));
    assertEquals(0, Reconstruction.error(originals, back), 1e-4);
  }

  /** The zone of a single anchor is the whole Gaussian: the latent is its noise ([Lin25] §2.2). */
  @Test
  void anImageAloneHasTheWholeSpaceForItsZone() {
    Embed embed = new Embed(LZN.encoder().orElseThrow(), 3);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray latent = embed.latents(manager, ImageBatch.range(DATA, 0, 1));
      float[] noise =
          SeededRandom.of(3)
              .named("embed")
              .normal(manager, "zone noise", new Shape(1, 8))
              .toFloatArray();
      assertArrayEquals(noise, latent.toFloatArray(), 2e-2f);
      float[] other =
          embed.withSeed(4).latents(manager, ImageBatch.range(DATA, 0, 1)).toFloatArray();
      assertNotEquals(noise[0], other[0]);
    }
  }

  @Test
  void aWayBetweenTwoImagesBeginsAndEndsWithTheirReconstructions() {
    ImageBatch from = ImageBatch.range(DATA, 0, 3);
    ImageBatch to = ImageBatch.range(DATA, 3, 6);
    for (ImageCodec images : new ImageCodec[] {LZN, RF}) {
      ImageBatch ways = Task.interpolate(images).between(from, to, 4, Euler.steps(4));
      assertEquals(new Shape(12, 1, 8, 8), ways.shape());
      for (int i = 0; i < 3; i++) {
        ImageBatch first = ways.range(4 * i, 4 * i + 1);
        ImageBatch last = ways.range(4 * i + 3, 4 * i + 4);
        assertEquals(0, Reconstruction.error(from.range(i, i + 1), first), 1e-4);
        assertEquals(0, Reconstruction.error(to.range(i, i + 1), last), 1e-4);
      }
    }
    ImageBatch one = from.range(0, 1);
    var mixing = Task.interpolate(RF);
    assertThrows(
        IllegalArgumentException.class, () -> mixing.between(one, from, 4, Euler.steps(1)));
    assertThrows(IllegalArgumentException.class, () -> mixing.between(one, one, 1, Euler.steps(1)));
  }

  /** A field of velocity nearly zero leaves the noise, which is mixed on an arc. */
  @Test
  void halfWayBothEndsHaveEqualShares() {
    ImageBatch from = ImageBatch.range(DATA, 0, 1);
    ImageBatch to = ImageBatch.range(DATA, 1, 2);
    ImageBatch way = Task.interpolate(RF).between(from, to, 3, Euler.steps(1));
    for (int i = 0; i < 64; i++) {
      double expected = Math.sqrt(0.5) * (from.values()[i] + to.values()[i]);
      assertEquals(expected, way.values()[64 + i], 1e-4);
    }
  }

  @Test
  void evaluationsOfTheNetworkAreCounted() {
    Generate generate = Task.generate(RF);
    CountingSolver five = new CountingSolver(Euler.steps(5));
    ImageBatch images = generate.sample(300, five);
    assertEquals(5 * 300, five.evaluations());
    assertArrayEquals(generate.sample(300, Euler.steps(5)).values(), images.values());
    assertArrayEquals(
        images.range(256, 300).values(), generate.sample(256, 300, Euler.steps(5)).values());
    assertThrows(IllegalArgumentException.class, () -> generate.sample(100, 300, Euler.steps(5)));
    CountingSolver adaptive = new CountingSolver(RungeKutta45.defaults());
    assertEquals(2, generate.sample(2, adaptive).size());
    assertEquals(2, adaptive.evaluations() / 2 % 6); // the first, the probe, and six a step
  }
}
