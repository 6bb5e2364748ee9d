package org.lzn.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentSpace;
import org.lzn.latent.Latents;
import org.lzn.metric.Reconstruction;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

class LabelTasksTest {
  private static final ImageCodec IMAGES = TinyImages.model(0).withLatents(1, 2);
  private static final ImageCodec BASELINE = TinyImages.model(0).withoutLatents(1, 2);
  private static final LabelCodec LABELS = LabelCodec.of(2, LatentSpace.gaussian(8), 1);
  private static final ImageDataset DATA = TinyImages.bars(40, 1);
  private static final Euler SOLVER = Euler.steps(2);

  @AfterAll
  static void free() {
    IMAGES.close();
    BASELINE.close();
    LABELS.close();
  }

  /** Two anchors at ±a share out the Gaussian by the plane between them. */
  @Test
  void twoOppositeAnchorsHaveAHalfSpaceEach() {
    try (LabelCodec labels = LabelCodec.of(2, LatentSpace.gaussian(2), 1);
        Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      set(labels, manager, 1, 2, -1, -2);
      NDArray latents = SeededRandom.of(1).normal(manager, "latents", new Shape(200, 2));
      float[] z = latents.toFloatArray();
      int[] decoded = labels.decoder().decode(latents).labels();
      for (int i = 0; i < decoded.length; i++) {
        assertEquals(z[2 * i] + 2 * z[2 * i + 1] > 0 ? 0 : 1, decoded[i], "latent " + i);
      }
    }
  }

  @Test
  void aLabelsLatentIsDecodedToTheLabel() {
    int[] labels = new int[100];
    Arrays.setAll(labels, i -> i % 2);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray noise = SeededRandom.of(1).normal(manager, "noise", new Shape(100, 8));
      try (Latents latents = LABELS.encoder().latents(labels, noise)) {
        var decoded = LABELS.decoder().decode(latents.points());
        int same = 0;
        for (int i = 0; i < labels.length; i++) {
          assertEquals(1, decoded.weights()[i][0] + decoded.weights()[i][1], 1e-9);
          same += decoded.labels()[i] == labels[i] ? 1 : 0;
        }
        assertTrue(same > 95, same + " of 100");
      }
    }
  }

  /** A class without images in the batch has no zone, so that nothing is decoded to it. */
  @Test
  void weightsOfABatchMoveTheBorders() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray latents = SeededRandom.of(1).normal(manager, "latents", new Shape(50, 8));
      int[] decoded = LABELS.decoder().decodeWeighted(latents, new int[50]).labels();
      assertArrayEquals(new int[50], decoded);
    }
  }

  /** The zone of an image alone is the whole space, its centre the origin ([Lin25] §2.2). */
  @Test
  void imagesThatShareTheSpaceWithNoneGetOneAnswer() {
    int[] answers = Task.classify(IMAGES, LABELS).withBatch(1).of(DATA).labels();
    assertEquals(1, Arrays.stream(answers).distinct().count());
  }

  @Test
  void inOneBatchTheOrderOfImagesDoesNotMatter() {
    Classify classify = Task.classify(IMAGES, LABELS).withAlpha(0.5).withBatch(40);
    Classify.Answers inOrder = classify.of(DATA);
    Classify.Answers shuffled = classify.withOrder(3).of(DATA);
    assertArrayEquals(inOrder.labels(), shuffled.labels());
    assertArrayEquals(inOrder.confidences(), shuffled.confidences(), 1e-4);
  }

  @Test
  void answersComeWithTheirShareOfTheWeights() {
    Classify classify = Task.classify(IMAGES, LABELS).withAlpha(1);
    for (double confidence : classify.withDraws(3).of(DATA).confidences()) {
      assertTrue(confidence >= 0.5 && confidence <= 1 + 1e-9, "confidence " + confidence);
    }
  }

  @Test
  void drawsEachClassWithAndWithoutLatents() {
    for (GenerateClass task :
        new GenerateClass[] {Task.generate(LABELS, IMAGES), Task.generateByLabel(BASELINE)}) {
      ImageBatch drawn = task.sampleEach(3, SOLVER);
      assertEquals(new Shape(6, 1, 8, 8), drawn.shape());
      assertArrayEquals(drawn.values(), task.sample(new int[] {0, 0, 0, 1, 1, 1}, SOLVER).values());
    }
  }

  @Test
  void withoutALabelTheLatentSaysIt() {
    GenerateLabelled.Drawn drawn = Task.generate(IMAGES).labelledBy(LABELS).sample(4, SOLVER);
    assertEquals(4, drawn.images().size());
    assertEquals(4, drawn.labels().length);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Task.generate(IMAGES).sample(1, SOLVER));
    assertTrue(error.getMessage().contains("labels, one-hot in 2 classes"), error.getMessage());
  }

  @Test
  void anImageDrawnAgainAsItsOwnClassIsItsReconstruction() {
    ImageBatch originals = ImageBatch.range(DATA, 0, 5);
    int[] own = DATA.labels(0, 1, 2, 3, 4);
    ImageBatch again = Task.edit(IMAGES).of(originals, own, own, SOLVER);
    assertEquals(0, Reconstruction.error(originals, again), 1e-4);
    assertArrayEquals(
        Task.reconstruct(IMAGES).of(originals, own, SOLVER).values(), again.values(), 1e-5f);
  }

  @Test
  void aWayBetweenTwoZonesBeginsInOneAndEndsInTheOther() {
    Interpolate task = Task.interpolate(LABELS, IMAGES);
    GenerateLabelled.Drawn way = task.between(0, 1, 5, SOLVER);
    assertEquals(new Shape(5, 1, 8, 8), way.images().shape());
    assertEquals(0, way.labels()[0]);
    assertEquals(1, way.labels()[4]);
    ImageBatch ends = task.between(0, 1, 2, SOLVER).images();
    assertArrayEquals(ends.range(0, 1).values(), way.images().range(0, 1).values(), 1e-5f);
    assertArrayEquals(ends.range(1, 2).values(), way.images().range(4, 5).values(), 1e-5f);
    ImageBatch stays = task.between(0, 0, 2, SOLVER).images();
    assertArrayEquals(ends.range(0, 1).values(), stays.range(0, 1).values(), 1e-5f);
    assertThrows(IllegalArgumentException.class, () -> task.between(0, 1, 1, SOLVER));
  }

  @Test
  void aLatentsCourseEndsWithTheWeightsItIsDecodedWith() {
    ImageBatch images = ImageBatch.range(DATA, 0, 3);
    float[][] latents = Task.embed(IMAGES).of(images);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      var decoded =
          LABELS.decoder().decode(new Embed(IMAGES.encoder().get(), 1).latents(manager, images));
      for (int i = 0; i < 3; i++) {
        double[][] course = LABELS.decoder().course(latents[i]);
        assertEquals(100, course.length);
        assertArrayEquals(new double[] {0.5, 0.5}, course[0], 1e-9, "at t = 0 nothing is known");
        assertArrayEquals(decoded.weights()[i], course[99], 1e-9);
      }
    }
  }

  private static void set(LabelCodec labels, NDManager manager, double... values) {
    NDArray anchors = Constants.of(manager, values, new Shape(2, 2));
    labels
        .anchors()
        .network()
        .set("anchor", anchors.toType(ai.djl.ndarray.types.DataType.FLOAT32, true));
  }
}
