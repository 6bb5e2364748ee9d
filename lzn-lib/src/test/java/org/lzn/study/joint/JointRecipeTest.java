package org.lzn.study.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.study.CaseStudies;
import org.lzn.train.optim.Optimisation;

class JointRecipeTest {
  private static final ImageDataset TRAIN = FashionMnist.train().take(200);
  private static final ImageDataset TEST = FashionMnist.test().take(64);
  private static final List<String> SHORT =
      List.of("training.steps=2", "training.batch=16", "training.microBatch=16");

  @ParameterizedTest
  @CsvSource({
    "rf-conditional, false, true",
    "joint, true, true",
    "joint-classify-only, true, false",
    "classifier, true, false"
  })
  void trainsAndScores(String id, boolean classifies, boolean draws) {
    try (Recipe.Prepared model = Recipes.of(id).prepare(Scale.SMOKE, SHORT, 1)) {
      ImageDataset learnt = model.learns(TRAIN);
      assertEquals(TRAIN.size() - TRAIN.size() / 4, learnt.size(), "a quarter is kept apart");
      model.experiment(id).fit(model.objective(), learnt, TEST);
      List<RunScore> scores = model.scores(TRAIN, TEST);
      Set<String> names = scores.stream().map(RunScore::name).collect(Collectors.toSet());
      assertEquals(classifies, names.contains("accuracy"));
      assertEquals(classifies, names.contains("calibration_error"));
      assertEquals(draws, names.contains("drawn_class_recognised"));
      assertEquals(draws, names.contains("reconstruction_l2"));
      assertEquals(draws, names.contains("frechet_distance"));
      assertEquals(draws, model.images().isPresent());
      if (draws) {
        assertEquals(12, model.sample(12, Euler.steps(1), 1).size());
      }
      if (id.startsWith("joint")) {
        assertTrue(names.contains("answers_changed_by_company"));
        assertTrue(names.contains("validation_accuracy, batch 16, α 0.0"), names.toString());
        assertTrue(scores.get(0).note().contains("kept from the training"), scores.toString());
      }
    }
  }

  @Test
  void thePapersSettingsAreThosePublished() {
    JointStudy paper = CaseStudies.jointCifar10();
    Optimisation optimisation = paper.training().optimisation();
    assertEquals(200_000, paper.training().steps());
    assertEquals(2000, paper.training().batch());
    assertEquals(60_000, optimisation.stops().get("decoder"));
    assertEquals(5e-5, optimisation.rates().get("encoder"));
    assertEquals(2e-3, optimisation.rates().get("decoder"));
    assertEquals(1e-4, optimisation.rates().get("labels"));
    assertEquals(Euler.steps(100), paper.labels().alignment().solver());
    assertEquals(0.2, paper.labels().alignment().earlyStepCutoff());
    assertFalse(paper.labels().alignment().isLogarithmic());
  }

  @Test
  void theBaselineTrainsAsLongAsTheDecoder() {
    List<String> changes =
        List.of("model.encoder.levels.channels=8", "model.decoder.levels.channels=8");
    try (Recipe.Prepared model = Recipes.of("rf-conditional").prepare(Scale.PAPER, changes, 1)) {
      assertEquals(60_000, ((JointStudy) model.settings()).training().steps());
    }
  }
}
