package org.lzn.experiment;

import ai.djl.ndarray.types.Shape;
import org.lzn.codec.ImageModel;
import org.lzn.codec.Patches;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.RungeKutta45;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.NcsnppSettings;
import org.lzn.train.Optimisation;
import org.lzn.train.TrainingOptions;
import org.lzn.train.WarmUp;

/** The paper's experiments with their settings; smaller ones are written as differences. */
public final class CaseStudies {
  private static final Shape FASHION = new Shape(1, 28, 28);

  private CaseStudies() {}

  /** Returns case study 1, unconditional generation, on 28×28 grey images at a scale. */
  public static CaseStudy unconditional(Scale scale) {
    return switch (scale) {
      case SMOKE -> smoke(classroom());
      case CLASSROOM -> classroom();
      case PAPER -> paperOn28();
    };
  }

  /** Returns case study 1 on CIFAR10 as the paper ran it ([Lin25] §3 and appendix). */
  public static CaseStudy cifar10() {
    NcsnppSettings network = NcsnppSettings.cifar10();
    return new CaseStudy(
        "paper, CIFAR10",
        new ImageModel(
            new Shape(3, 32, 32),
            new Patches(1),
            LatentSpace.gaussian(200),
            LatentComputation.with(DpmSolver.order(3).withSteps(20)),
            network,
            network),
        TrainingOptions.of(
            50_000,
            2000,
            Optimisation.of(WarmUp.over(5000), 0.999999)
                .withRate("encoder", 2.5e-5)
                .withRate("decoder", 1e-3)),
        new CaseStudy.Evaluation(64, 1000, 20, 50_000, 50_000, RungeKutta45.defaults()));
  }

  /** The paper's network on 28×28: three levels, since 28 can be halved twice. */
  private static CaseStudy paperOn28() {
    CaseStudy paper = cifar10();
    NcsnppSettings network = NcsnppSettings.cifar10().withMultipliers(1, 2, 2).withAttention(14);
    return new CaseStudy(
        "paper's settings, 28×28",
        paper.model().withNetworks(network, network).withShape(FASHION, 1),
        paper.training(),
        paper.evaluation());
  }

  private static CaseStudy classroom() {
    CaseStudy paper = cifar10();
    NcsnppSettings network =
        NcsnppSettings.cifar10()
            .withChannels(32)
            .withMultipliers(1, 2)
            .withBlocks(1)
            .withAttention()
            .withDropout(0);
    return new CaseStudy(
        "classroom",
        paper.model().withNetworks(network, network).withShape(FASHION, 2).withLatentDimension(32),
        paper
            .training()
            .withSteps(1600)
            .withBatch(128)
            .withOptimisation(
                Optimisation.of(WarmUp.over(100), 0.999)
                    .withRate("encoder", 2e-3)
                    .withRate("decoder", 2e-3)),
        new CaseStudy.Evaluation(64, 256, 5, 2000, 60_000, Euler.steps(50)));
  }

  private static CaseStudy smoke(CaseStudy classroom) {
    return new CaseStudy(
        "smoke",
        classroom.model(),
        classroom
            .training()
            .withSteps(20)
            .withBatch(32)
            .withHeldOut(new TrainingOptions.HeldOut(10, 64)),
        new CaseStudy.Evaluation(16, 16, 1, 64, 256, Euler.steps(5)));
  }
}
