package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.codec.DataType;
import org.lzn.codec.ImageType;
import org.lzn.codec.LabelType;
import org.lzn.plot.ImageBatch;
import org.lzn.task.Classify;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Task;
import org.lzn.tensor.SeededRandom;

/** Case studies 1 and 3 in the words of the fourth: from a type to a type. */
class RunTypesTest {
  private static TinyRuns tiny;
  private static RunFolder joint;

  @BeforeAll
  static void train(@TempDir Path data) {
    tiny = TinyRuns.in(data);
    joint = RunFolder.at(data.resolve("joint"));
    joint.train(tiny.plan("joint", 2), TinyRuns.checkpoints(joint));
  }

  /** The same zones, hence the same answers, as {@link Task} gives among the run's residents. */
  @Test
  void fromImagesToLabelsIsClassificationAmongResidents() {
    ImageBatch images = ImageBatch.range(joint.data().train(), 0, 6);
    try (LatentNetwork network = joint.types();
        Recipe.Prepared model = joint.model()) {
      LabelType labels = network.labels("label");
      Classify task =
          Task.classify(model.imageEncoder().orElseThrow(), model.labels().orElseThrow())
              .among(joint.residents())
              .withAlpha(0);
      assertArrayEquals(
          task.of(images).labels(), network.from(network.images("image")).to(labels).of(images));
    }
  }

  @Test
  void fromAClassToImagesAndBack() {
    try (LatentNetwork network = joint.types()) {
      assertEquals(
          List.of("image", "label"), network.types().stream().map(DataType::name).toList());
      LabelType labels = network.labels("label");
      int[] coats = labels.take(labels.read("Coat"), 0, 0, 0);
      float[][] latents = network.from(labels).latents(coats, 0.1, 3);
      assertArrayEquals(coats, network.decode(labels, latents, 1), "points near its middle");
      ImageBatch drawn = network.decode(network.images("image"), latents, 1);
      assertEquals(new Shape(3, 1, 28, 28), drawn.shape());
      assertArrayEquals(
          drawn.values(),
          network.decode(network.images("image"), latents, 1).values(),
          "by the seed");
      assertNotEquals(
          Arrays.hashCode(drawn.values()),
          Arrays.hashCode(network.decode(network.images("image"), latents, 2).values()));
      String message =
          assertThrows(IllegalArgumentException.class, () -> labels.read("Hat")).getMessage();
      assertTrue(message.startsWith("label must be one of T-shirt/top, Trouser,"), message);
    }
  }

  @Test
  void caseStudyOneHasOneTypeAndPlainFlowHasNone() {
    RunFolder run = RunFolder.at(tiny.data().resolve("rf-lzn"));
    run.train(tiny.plan("rf-lzn", 1), TinyRuns.checkpoints(run));
    ImageBatch images = ImageBatch.range(run.data().train(), 0, 2);
    try (LatentNetwork network = run.types()) {
      assertEquals(1, network.types().size());
      ImageType type = network.images("image");
      assertEquals(images.shape(), network.from(type).to(type).of(images).shape());
    }
    RunFolder plain = RunFolder.at(tiny.data().resolve("rf"));
    plain.train(tiny.plan("rf", 1), TinyRuns.checkpoints(plain));
    assertThrows(IllegalArgumentException.class, plain::types);
  }

  /** A loss that did not know the latents would have no gradient in them. */
  @Test
  void theLossTeachesTheEncoderThroughTheLatents() {
    ImageBatch images = ImageBatch.range(joint.data().train(), 0, 4);
    try (LatentNetwork network = joint.types();
        NDManager manager = NDManager.newBaseManager()) {
      ImageType type = network.images("image");
      NDArray latents = SeededRandom.of(1).normal(manager, "z", new Shape(4, network.dimension()));
      latents.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = type.loss(latents, images, SeededRandom.of(1)).orElseThrow();
        collector.backward(loss);
      }
      assertTrue(norm(latents.getGradient()) > 0);
    }
  }

  private static float norm(NDArray array) {
    return array.square().sum().getFloat();
  }

  @Test
  void aDecoderGetsTheClassesThatItKnowsOrIsRefused() {
    try (Recipe.Prepared model = joint.model()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ImageType("image", model.images().orElseThrow(), Optional.empty(), null));
    }
  }
}
