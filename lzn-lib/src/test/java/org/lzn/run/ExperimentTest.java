package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.objective.Objective;
import org.lzn.study.CaseStudies;
import org.lzn.study.unconditional.UnconditionalStudy;

class ExperimentTest {
  private static final UnconditionalStudy TINY =
      new UnconditionalStudy(
          "tiny",
          TinyImages.model(0),
          TinyImages.options(3),
          new UnconditionalStudy.Evaluation(4, 4, 1, 8, 8, Euler.steps(2)));

  @Test
  void leavesARecordOfWhatItDid() {
    ImageDataset train = TinyImages.bars(64, 1);
    ImageDataset heldOut = TinyImages.bars(64, 2);
    try (ImageCodec images = TINY.model().withLatents(1)) {
      TrainingRun run =
          Experiment.of(TINY, "a-run").fit(Objective.flowMatching(images), train, heldOut);
      RunRecord record = run.record();
      assertEquals("a-run", record.name());
      assertEquals("tiny", record.setup().scale());
      assertEquals(train.checksum(), record.setup().data().get(0).checksum());
      assertEquals(3, record.course().steps().done());
      assertEquals(run.history().last().heldOut(), record.scores().get(0).value());
      assertTrue(run.history().last().seconds() > 0);
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    ImageDataset bars = TinyImages.bars(64, 1);
    UnconditionalStudy other = CaseStudies.cifar10();
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> Experiment.of(other, "x").fit(null, bars, bars));
    assertEquals(
        "the model is made for images of shape (3, 32, 32), but bars has (1, 8, 8)",
        error.getMessage());
  }

  @Test
  void everyScaleSitsBesideThePaper() {
    for (Scale scale : Scale.values()) {
      UnconditionalStudy study = CaseStudies.unconditional(scale);
      assertEquals(
          CaseStudies.cifar10().training().optimisation().rates().size(),
          study.training().optimisation().rates().size());
      assertEquals(3, study.beside(CaseStudies.cifar10()).columnCount());
    }
    assertEquals("classroom", CaseStudies.unconditional(Scale.CLASSROOM).name());
  }
}
