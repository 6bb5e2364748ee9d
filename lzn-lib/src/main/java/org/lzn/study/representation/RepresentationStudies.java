package org.lzn.study.representation;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.codec.RepresentationSettings;
import org.lzn.data.DataSet;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.ResNetSettings;
import org.lzn.objective.Moco;
import org.lzn.run.Scale;
import org.lzn.study.CaseStudies;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/** The settings of case study 2 ([Lin25] §4); smaller ones are written as differences. */
public final class RepresentationStudies {
  private static final List<Integer> LABELS = List.of(100, 1000, 10_000);
  private static final int ALL = Integer.MAX_VALUE; // images to represent

  private RepresentationStudies() {}

  /** Returns the settings on images of a data set, at a scale. */
  public static RepresentationStudy of(Scale scale, DataSet data) {
    return switch (scale) {
      case SMOKE -> smoke(data);
      case CLASSROOM -> classroom(data);
      case PAPER ->
          data.shape()
              .map(RepresentationStudies::imageNetOn)
              .orElseGet(RepresentationStudies::imageNet);
    };
  }

  /** Returns the paper's settings on ImageNet. */
  public static RepresentationStudy imageNet() {
    return new RepresentationStudy(
        "paper, ImageNet",
        new RepresentationSettings(
            new Shape(3, 224, 224),
            ResNetSettings.ofDepth(50),
            LatentComputation.with(Euler.steps(20)).withNoiseLevel(1e-4).withAlpha(0.45)),
        new RepresentationStudy.Methods(
            LatentAlignment.with(Euler.steps(20)).logarithmic(), 0.1, Moco.Options.paper()),
        TrainingOptions.of(5_000_000, 8192, representing(5000, 0.9999, 8e-4))
            .withMicroBatch(64)
            .withHeldOut(new TrainingOptions.HeldOut(1000, 8192)),
        new RepresentationStudy.Evaluation(List.of(12_811, 128_116), ALL, ALL, 20, 10_000));
  }

  /** The paper's network on small images: another beginning without pooling, not to shrink. */
  private static RepresentationStudy imageNetOn(Shape image) {
    RepresentationStudy paper = imageNet();
    RepresentationSettings model = paper.model();
    return new RepresentationStudy(
        "paper's settings, " + image.get(1) + "×" + image.get(2),
        new RepresentationSettings(image, model.network().withStem(3, 1, false), model.zones()),
        paper.methods(),
        paper.training(),
        new RepresentationStudy.Evaluation(LABELS, ALL, ALL, 20, 2000));
  }

  private static RepresentationStudy classroom(DataSet data) {
    RepresentationStudy paper = imageNet();
    ResNetSettings network =
        paper
            .model()
            .network()
            .withStem(3, 2, false)
            .withStages(1, 1, 1)
            .withWidth(24)
            .withGroups(8)
            .withHead(2, 64);
    return new RepresentationStudy(
        "classroom",
        new RepresentationSettings(CaseStudies.shape(data), network, paper.model().zones()),
        new RepresentationStudy.Methods(
            paper.methods().alignment(), 0.2, new Moco.Options(4096, 0.99, 0.2)),
        TrainingOptions.of(800, 256, representing(100, 0.999, 5e-4)),
        new RepresentationStudy.Evaluation(LABELS, ALL, ALL, 20, 2000));
  }

  private static RepresentationStudy smoke(DataSet data) {
    RepresentationStudy classroom = classroom(data);
    RepresentationSettings model = classroom.model();
    return new RepresentationStudy(
        "smoke",
        new RepresentationSettings(
            model.shape(), model.network().withWidth(8).withHead(2, 16), model.zones()),
        new RepresentationStudy.Methods(
            classroom.methods().alignment(), 0.2, new Moco.Options(64, 0.99, 0.2)),
        classroom
            .training()
            .withSteps(6)
            .withBatch(32)
            .withHeldOut(new TrainingOptions.HeldOut(3, 64)),
        new RepresentationStudy.Evaluation(List.of(50), 256, 128, 5, 64));
  }

  /** One rate for the encoder, whether its head gives anchors or the logits of classes. */
  private static Optimisation representing(int warmUp, double decay, double rate) {
    return Optimisation.of(WarmUp.over(warmUp), decay)
        .withRate(RepresentationEncoder.PART, rate)
        .withRate(ImageClassifier.PART, rate);
  }
}
