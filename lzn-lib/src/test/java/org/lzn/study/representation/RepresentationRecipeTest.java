package org.lzn.study.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.TinyImages;
import org.lzn.TinyViews;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.metric.LinearProbe;
import org.lzn.objective.Moco;
import org.lzn.objective.Objective;
import org.lzn.run.Recipes;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.study.CaseStudies;
import org.lzn.task.Represent;
import org.lzn.train.TrainingOptions;

class RepresentationRecipeTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset TEST = TinyImages.bars(64, 2);

  @TempDir private Path folder;

  private static RepresentationStudy tiny() {
    RepresentationStudy smoke = CaseStudies.representation(Scale.SMOKE);
    return new RepresentationStudy(
        "tiny",
        TinyViews.model(),
        new RepresentationStudy.Methods(
            smoke.methods().alignment(), 0.2, new Moco.Options(32, 0.9, 0.2)),
        smoke.training().withSteps(4).withBatch(16).withHeldOut(new TrainingOptions.HeldOut(2, 32)),
        new RepresentationStudy.Evaluation(List.of(20), 128, 64, 5, 32));
  }

  private static List<RepresentationRecipe> recipes() {
    return Recipes.all().stream()
        .filter(RepresentationRecipe.class::isInstance)
        .map(RepresentationRecipe.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void trainsScoresAndComesBackFromItsFiles(RepresentationRecipe recipe) {
    try (RepresentationRecipe.Model model = recipe.prepare(tiny(), 1)) {
      Objective followed = model.following(TRAIN, TEST);
      TrainingRun run = model.experiment(recipe.id()).fit(followed, TRAIN, TEST);
      for (RunScore score : model.scores(TRAIN, TEST)) {
        run = run.withScore(score);
        assertTrue(score.value() >= 0 && score.value() <= 100, score.toString());
      }
      List<String> names = run.record().scores().stream().map(RunScore::name).toList();
      List<String> all = List.of("held-out loss", "top1", "top5", "top1 of 20 labels", "knn");
      assertEquals(all, names.subList(0, all.size()));
      assertEquals(choices(recipe), names.subList(all.size(), names.size()));
      TrainingRun loaded = TrainingRun.load(run.save(folder));
      assertEquals(run.history(), loaded.history());
      boolean views = !(recipe instanceof SupervisedRecipe);
      double[] rates = loaded.history().measures("alignment rate");
      assertEquals(views, Arrays.stream(rates).allMatch(Double::isFinite));
      boolean probed = !(recipe instanceof PixelsRecipe);
      double[] curve = loaded.history().measures(ProbedObjective.ACCURACY);
      assertEquals(probed, Arrays.stream(curve).allMatch(top1 -> 0 <= top1 && top1 <= 100));
    }
  }

  private static List<String> choices(RepresentationRecipe recipe) {
    return switch (recipe.id()) {
      case "lzn-align" -> List.of("top1, with head", "top1, latent, α = 0", "top1, latent");
      case "simclr", "moco", "random-encoder" -> List.of("top1, with head");
      default -> List.of();
    };
  }

  /** The curve ends at the weights that the networks keep. */
  @Test
  void accuracyIsFollowedOnTheAveragedWeights() {
    try (RepresentationRecipe.Model model = new AlignmentRecipe().prepare(tiny(), 1)) {
      TrainingRun run = model.experiment("followed").fit(model.following(TRAIN, TEST), TRAIN, TEST);
      ImageDataset known = TRAIN.take(32);
      ImageDataset unseen = TEST.take(32);
      Represent represent = Represent.by(model.encoder());
      double top1 =
          LinearProbe.standard()
              .of(
                  RepresentationScores.labelled(represent::of, known),
                  RepresentationScores.labelled(represent::of, unseen))
              .top1()
              .value();
      double[] curve = run.history().measures(ProbedObjective.ACCURACY);
      assertEquals(2, curve.length);
      assertEquals(100 * top1, curve[1], 1e-9);
    }
  }

  @Test
  void theLowerBoundsLearnNothing() {
    try (var random = new RandomEncoderRecipe().prepare(tiny(), 3);
        var lzn = new AlignmentRecipe().prepare(tiny(), 3)) {
      float[][] before = Represent.by(lzn.encoder()).of(TEST);
      var run = random.experiment("random").fit(random.objective(), TRAIN, TEST);
      assertEquals(1, run.record().course().steps().done());
      assertArrayEquals(before[9], Represent.by(random.encoder()).of(TEST)[9]);
    }
  }

  @Test
  void theFourRepresentationsHaveTheirOwnNumbers() {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1)) {
      Represent features = Represent.by(encoder).withBatch(32);
      assertEquals(32, features.of(TEST)[0].length);
      float[][] anchors = features.withChoice(Represent.Choice.WITH_HEAD).of(TEST);
      float[][] centres = features.withChoice(Represent.Choice.ZONE_CENTRE).of(TEST);
      float[][] latents = features.withChoice(Represent.Choice.LATENT).of(TEST);
      assertEquals(64, latents.length);
      assertEquals(8, latents[0].length);
      assertNotEquals(anchors[0][0], centres[0][0]);
      assertNotEquals(centres[0][0], latents[0][0]);
      assertArrayEquals(latents[5], features.withChoice(Represent.Choice.LATENT).of(TEST)[5]);
      for (Represent.Choice choice : Represent.Choice.values()) {
        Represent other = features.withChoice(choice);
        assertArrayEquals(other.of(TEST)[40], other.of(features.of(TEST))[40]);
      }
    }
  }

  @Test
  void everyScaleSitsBesideThePaperAndIsFoundByName() {
    for (Scale scale : Scale.values()) {
      RepresentationStudy study = CaseStudies.representation(scale);
      assertEquals(3, study.beside(CaseStudies.imageNet()).columnCount());
    }
    assertEquals(6, recipes().size());
    for (RepresentationRecipe recipe : recipes()) {
      assertEquals(recipe.getClass(), Recipes.of(recipe.id()).getClass());
    }
  }

  @Test
  void allMethodsStartFromTheSameEncoder() {
    try (var lzn = new AlignmentRecipe().prepare(tiny(), 3);
        var labels = new SupervisedRecipe().prepare(tiny(), 3)) {
      String first = "net.0.0.weight";
      assertArrayEquals(
          lzn.encoder().network().parameter(first).getArray().toFloatArray(),
          labels.encoder().network().parameter(first).getArray().toFloatArray());
    }
  }

  @Test
  void pixelsAreTheirOwnRepresentation() {
    float[][] pixels = RepresentationScores.pixels(TEST);
    assertArrayEquals(TEST.values(7), pixels[7]);
  }
}
