package org.lzn.study.many;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lzn.codec.Patches;
import org.lzn.data.EmojiPeople;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.PictureEncoder;
import org.lzn.nn.PictureSketch;
import org.lzn.objective.ManyTypes;
import org.lzn.run.Scale;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Fall;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/** The settings of case study 4, which are ours: the paper draws it and has no such experiment. */
public final class ManyTypesStudies {
  private static final int STEPS = 1000;

  private ManyTypesStudies() {}

  /** Returns the settings at a scale; the paper's is the classroom's, trained longer. */
  public static ManyTypesStudy of(Scale scale) {
    ManyTypesStudy classroom = classroom();
    TrainingOptions training = classroom.training();
    return switch (scale) {
      case SMOKE ->
          new ManyTypesStudy(
              "smoke",
              classroom.model(),
              classroom.objective(),
              training
                  .withSteps(4)
                  .withOptimisation(optimisation(4))
                  .withBatch(24)
                  .withAnchors(0)
                  .withHeldOut(new TrainingOptions.HeldOut(2, 24)),
              new ManyTypesStudy.Evaluation(0, 50));
      case CLASSROOM -> classroom;
      case PAPER ->
          classroom.withTraining(
              training.withOptimisation(optimisation(10 * STEPS)).withSteps(10 * STEPS));
    };
  }

  private static ManyTypesStudy classroom() {
    NcsnppSettings network =
        NcsnppSettings.cifar10().withMultipliers(1).withAttention().withDropout(0);
    return new ManyTypesStudy(
        "classroom",
        new ManyTypesStudy.Model(
            LatentSpace.gaussian(64),
            LatentComputation.with(DpmSolver.order(3).withSteps(10)).withAlpha(0.2),
            LatentComputation.with(DpmSolver.order(3).withSteps(50)),
            new ManyTypesStudy.Pictures(
                new Patches(4),
                new PictureEncoder.Size(32, 64),
                network.withChannels(24).withBlocks(1),
                new PictureSketch.Size(1, 32, 32, 12, 48),
                EmojiPeople.ATTRIBUTES,
                Euler.steps(1)), // chosen on validation concepts: more steps add speckles
            new ManyTypesStudy.Texts(List.of("en", "de"), 64, 128, EmojiPeople.ATTRIBUTES, 0.2)),
        new ManyTypesStudy.Terms(
            // The third step of ten alone: after it, what arrives teaches nothing more.
            LatentAlignment.with(Euler.steps(10)).logarithmic().withLateStepCutoff(0.7),
            new ManyTypes.Weights(1, 1, 0.3, 0.3, 1, 0.25),
            0),
        TrainingOptions.of(STEPS, 126, optimisation(STEPS))
            .withAnchors(1008)
            .withHeldOut(new TrainingOptions.HeldOut(200, 288)),
        new ManyTypesStudy.Evaluation(0, 10_000));
  }

  /**
   * Half of the steps make the latents agree. In the other half the encoders rest, so that the
   * decoders learn from latents that stay, at rates that fall.
   */
  private static Optimisation optimisation(int steps) {
    // What reads a latent that is there learns faster than what must first make the latents agree.
    Map<String, Double> decoders = new TreeMap<>();
    Map<String, Double> encoders = new TreeMap<>();
    for (String style : EmojiPeople.STYLES) {
      encoders.put(style + " encoder", 2e-3);
      decoders.put(style + " decoder", 2e-3);
      decoders.put(style + " sketch", 1e-2);
    }
    for (String language : EmojiPeople.LANGUAGES) {
      encoders.put(language + " encoder", 2e-3);
      decoders.put(language + " decoder", 4e-3);
    }
    EmojiPeople.ATTRIBUTES.forEach(attribute -> encoders.put(attribute, 2e-3));
    Optimisation all = Optimisation.of(WarmUp.over(100), 0.99).withFall(new Fall(steps / 2, steps));
    for (Map.Entry<String, Double> rate : decoders.entrySet()) {
      all = all.withRate(rate.getKey(), rate.getValue());
    }
    for (Map.Entry<String, Double> rate : encoders.entrySet()) {
      all = all.withRate(rate.getKey(), rate.getValue()).withStop(rate.getKey(), steps / 2);
    }
    return all;
  }
}
