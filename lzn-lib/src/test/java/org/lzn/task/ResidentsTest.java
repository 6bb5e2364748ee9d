package org.lzn.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentSpace;
import org.lzn.latent.Latents;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** Each image alone among residents: what comes out is the image's own, bit for bit. */
class ResidentsTest {
  private static final ImageCodec IMAGES = TinyImages.model(0).withLatents(1, 2);
  private static final ImageEncoder ENCODER = IMAGES.encoder().orElseThrow();
  private static final LabelCodec LABELS = LabelCodec.of(2, LatentSpace.gaussian(8), 1);
  private static final ImageDataset LEARNT = TinyImages.bars(90, 1);
  private static final ImageBatch ASKED = ImageBatch.range(TinyImages.bars(21, 2), 0, 21);
  private static final Residents RESIDENTS = Residents.of(ENCODER, LEARNT, 50, 1);
  private static final Euler SOLVER = Euler.steps(2);

  @AfterAll
  static void free() {
    IMAGES.close();
    LABELS.close();
  }

  /** The whole computation: residents and one image share the space, and its latent is the last. */
  @Test
  void aLatentIsThatOfTheImageInTheResidentsCompany() {
    float[][] among = Task.embed(IMAGES).among(RESIDENTS).of(ASKED);
    ImageAnchors anchors = ImageAnchors.of(ENCODER, ASKED);
    for (int i = 0; i < ASKED.size(); i++) {
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        NDArray residents = Constants.of(manager, RESIDENTS.anchors(), new Shape(50, 8));
        Anchors all = Anchors.of(residents.concat(anchors.rows(manager, i)));
        SeededRandom draws = SeededRandom.of(1).named("embed");
        NDArray noise = OwnNoise.of(manager, draws, new Shape(8), anchors.keys()[i]);
        try (Latents latents = ENCODER.zones().of(all, new int[] {50}, noise)) {
          assertArrayEquals(latents.points().toFloatArray(), among[i], 1e-6f, "image " + i);
        }
      }
    }
  }

  @Test
  void latentsDoNotDependOnWhatElseIsAsked() {
    Embed embed = Task.embed(IMAGES).among(RESIDENTS);
    float[][] together = embed.of(ASKED);
    assertArrayEquals(together, embed.of(ASKED), "the same again");
    assertFalse(Arrays.equals(together[0], embed.withSeed(2).of(ASKED)[0]));
    for (int i = 0; i < ASKED.size(); i++) {
      assertArrayEquals(together[i], embed.of(ASKED.range(i, i + 1))[0], "alone, image " + i);
    }
    assertArrayEquals(together[20], embed.of(ASKED.range(20, 21).and(ASKED))[0], "another order");
    float[][] inCompany = Task.embed(IMAGES).of(ASKED);
    assertFalse(Arrays.equals(inCompany[3], Task.embed(IMAGES).of(ASKED.range(3, 5))[0]));
  }

  @Test
  void answersDoNotDependOnWhatElseIsAsked() {
    Classify classify = Task.classify(IMAGES, LABELS).among(RESIDENTS).withAlpha(1).withDraws(3);
    Classify.Answers together = classify.of(ASKED);
    for (int i = 0; i < ASKED.size(); i++) {
      Classify.Answers alone = classify.of(ASKED.range(i, i + 1));
      assertEquals(together.labels()[i], alone.labels()[0]);
      assertArrayEquals(together.probabilities()[i], alone.probabilities()[0], "image " + i);
      assertEquals(1, Arrays.stream(alone.probabilities()[0]).sum(), 1e-9);
    }
    Classify.Answers one = classify.withDraws(1).of(ASKED);
    assertFalse(Arrays.deepEquals(one.probabilities(), together.probabilities()));
  }

  @Test
  void reconstructionsAndEditsDoNotDependOnWhatElseIsAsked() {
    int[] own = IntStream.range(0, 21).map(i -> i % 2).toArray();
    int[] wanted = IntStream.range(0, 21).map(i -> 1 - i % 2).toArray();
    var reconstruct = Task.reconstruct(IMAGES).among(RESIDENTS);
    var edit = Task.edit(IMAGES).among(RESIDENTS);
    ImageBatch back = reconstruct.of(ASKED, own, SOLVER);
    ImageBatch fresh = reconstruct.fromLatentsAlone(ASKED, own, SOLVER);
    ImageBatch edited = edit.of(ASKED, own, wanted, SOLVER);
    assertEquals(ASKED.shape(), edited.shape());
    for (int i : new int[] {0, 5, 16, 20}) {
      ImageBatch one = ASKED.range(i, i + 1);
      int[] y = {own[i]};
      assertSame(back, i, reconstruct.of(one, y, SOLVER));
      assertSame(fresh, i, reconstruct.fromLatentsAlone(one, y, SOLVER));
      assertSame(edited, i, edit.of(one, y, new int[] {wanted[i]}, SOLVER));
    }
  }

  private static void assertSame(ImageBatch together, int i, ImageBatch alone) {
    assertArrayEquals(together.range(i, i + 1).values(), alone.values(), "image " + i);
  }

  @Test
  void residentsFollowFromTheSeedAndTheFewerAreTheFirst() {
    Residents again = Residents.of(ENCODER, LEARNT, 50, 1);
    assertArrayEquals(RESIDENTS.anchors(), again.anchors());
    assertArrayEquals(
        RESIDENTS.first(20).anchors(), Residents.of(ENCODER, LEARNT, 20, 1).anchors());
    assertFalse(Arrays.equals(again.anchors(), Residents.of(ENCODER, LEARNT, 50, 2).anchors()));
    assertEquals(LEARNT.classNames(), again.origin().classNames());
    Residents all = Residents.of(ENCODER, LEARNT, 90, 1);
    float[] sorted = all.anchors().clone();
    float[] every = ImageAnchors.of(ENCODER, LEARNT).values();
    Arrays.sort(sorted);
    Arrays.sort(every);
    assertArrayEquals(every, sorted, "each image once");
    String error =
        assertThrows(IllegalArgumentException.class, () -> Residents.of(ENCODER, LEARNT, 91, 1))
            .getMessage();
    assertTrue(error.contains("must be 1 to 90, the images in bars, got 91"), error);
  }
}
