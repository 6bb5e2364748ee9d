package org.lzn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.run.Experiment;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.Scale;
import org.lzn.study.representation.RepresentationStudy;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.train.TrainingOptions;

class CaseStudiesTest {
  private static final List<String> SHORT =
      List.of(
          "training.steps=1",
          "training.batch=8",
          "training.microBatch=8",
          "training.heldOut.images=8");

  /** [Lin25], the appendix on case study 1. */
  @ParameterizedTest
  @CsvSource({
    "cifar10, 32, 50000, 2000, 2.5e-5, 1e-3, 0.999999",
    "afhq-cat, 256, 60000, 256, 2e-6, 2e-4, 0.999999",
    "celeba-hq, 256, 350000, 256, 4e-6, 2e-4, 0.9999",
    "lsun-bedroom, 256, 2050000, 256, 2e-6, 2e-4, 0.99999"
  })
  void thePapersSettingsAreThosePublished(
      String data, int side, int steps, int batch, double encoder, double decoder, double decay) {
    UnconditionalStudy study = CaseStudies.unconditional(Scale.PAPER, DataSetRegistry.of(data));
    TrainingOptions training = study.training();
    assertEquals(new Shape(3, side, side), study.model().shape());
    assertEquals(steps, training.steps());
    assertEquals(batch, training.batch());
    assertEquals(encoder, training.optimisation().rates().get("encoder"));
    assertEquals(decoder, training.optimisation().rates().get("decoder"));
    assertEquals(decay, training.optimisation().emaDecay());
  }

  @ParameterizedTest
  @MethodSource("org.lzn.data.DataSetRegistry#all")
  void everyDataSetHasSettingsAtEveryScale(DataSet data) {
    for (Scale scale : Scale.values()) {
      Shape generated = CaseStudies.unconditional(scale, data).model().shape();
      Shape seen = CaseStudies.representation(scale, data).model().shape();
      data.shape().ifPresent(shape -> assertEquals(shape, generated));
      data.shape().ifPresent(shape -> assertEquals(shape, seen));
      assertTrue(data.shape().isPresent() || generated.get(1) >= 64, data.id() + " " + generated);
    }
  }

  @ParameterizedTest
  @CsvSource({"rf-lzn, cifar10", "joint, cifar10", "lzn-align, cifar10", "rf-lzn, afhq-cat"})
  void aStepOnColourImages(String recipe, String data) {
    try (Recipe.Prepared model =
        Recipes.of(recipe).prepare(Scale.SMOKE, DataSource.parse(data), SHORT, 1)) {
      Experiment experiment = model.experiment("step");
      ImageDataset noise = noise(experiment.shape());
      double loss = experiment.fit(model.objective(), noise, noise).history().last().train();
      assertTrue(Double.isFinite(loss), "loss " + loss);
    }
  }

  @Test
  void eachMethodOfCaseStudy2HasTheRateFoundForIt() {
    assertEquals(5e-4, rate("lzn-align", "encoder"));
    assertEquals(1e-3, rate("simclr", "encoder"));
    assertEquals(1e-3, rate("moco", "encoder"));
    assertEquals(3e-3, rate("supervised", "classifier"));
  }

  private static double rate(String recipe, String part) {
    try (Recipe.Prepared model = Recipes.of(recipe).prepare(Scale.CLASSROOM, List.of(), 1)) {
      var study = (RepresentationStudy) model.settings();
      return study.training().optimisation().rates().get(part);
    }
  }

  private static ImageDataset noise(Shape shape) {
    int n = 16;
    byte[] pixels = new byte[n * (int) shape.size()];
    new SplittableRandom(1).nextBytes(pixels);
    return MemoryImages.of("noise", "made here", shape, List.of("noise"), pixels, new byte[n]);
  }
}
