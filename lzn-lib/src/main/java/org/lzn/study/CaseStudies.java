package org.lzn.study;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.ImageCodecSettings;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.Patches;
import org.lzn.data.DataSet;
import org.lzn.data.DataSource;
import org.lzn.data.FashionMnist;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.RungeKutta45;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.NcsnppSettings;
import org.lzn.run.Scale;
import org.lzn.study.joint.JointStudy;
import org.lzn.study.representation.RepresentationStudies;
import org.lzn.study.representation.RepresentationStudy;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/** The paper's experiments with their settings; smaller ones are written as differences. */
public final class CaseStudies {
  private static final DataSet FASHION = new FashionMnist();
  private static final int PHOTOGRAPH = 64; // the side at which small scales see one
  private static final int ALL = Integer.MAX_VALUE; // images to compare with

  private CaseStudies() {}

  /** Returns case study 1, unconditional generation, on 28×28 grey images at a scale. */
  public static UnconditionalStudy unconditional(Scale scale) {
    return unconditional(scale, FASHION);
  }

  /** Returns case study 1 on images of a data set, at a scale. */
  public static UnconditionalStudy unconditional(Scale scale, DataSet data) {
    return switch (scale) {
      case SMOKE -> smoke(classroom(data));
      case CLASSROOM -> classroom(data);
      case PAPER -> paper(data);
    };
  }

  /** Those that the paper has, by their names; others have the settings of images like theirs. */
  private static UnconditionalStudy paper(DataSet data) {
    return switch (data.id()) {
      case "cifar10" -> cifar10();
      case "afhq-cat" -> afhqCat();
      case "celeba-hq" -> celebaHq();
      case "lsun-bedroom" -> lsunBedroom();
      default ->
          data.shape()
              .map(CaseStudies::cifar10On)
              .orElseGet(() -> afhqCat().named("paper's settings, 256×256"));
    };
  }

  /** Returns case study 1 on CIFAR10 as the paper ran it ([Lin25] §3 and appendix). */
  public static UnconditionalStudy cifar10() {
    NcsnppSettings network = NcsnppSettings.cifar10();
    return new UnconditionalStudy(
        "paper, CIFAR10",
        new ImageCodecSettings(
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
                    .withRate("decoder", 1e-3))
            .withHeldOut(new TrainingOptions.HeldOut(1000, 10_000)),
        new UnconditionalStudy.Evaluation(64, 1000, 20, 50_000, 50_000, RungeKutta45.defaults()));
  }

  /** Returns case study 1 on AFHQ-Cat as the paper ran it ([Lin25] §3 and appendix). */
  public static UnconditionalStudy afhqCat() {
    return size256("paper, AFHQ-Cat", 60_000, rates256(0.999999, 2e-6), 5120);
  }

  /** Returns case study 1 on CelebA-HQ as the paper ran it ([Lin25] §3 and appendix). */
  public static UnconditionalStudy celebaHq() {
    return size256("paper, CelebA-HQ", 350_000, rates256(0.9999, 4e-6), 29_952);
  }

  /** Returns case study 1 on LSUN-Bedroom as the paper ran it ([Lin25] §3 and appendix). */
  public static UnconditionalStudy lsunBedroom() {
    return size256("paper, LSUN-Bedroom", 2_050_000, rates256(0.99999, 2e-6), 29_952);
  }

  private static Optimisation rates256(double decay, double encoder) {
    return Optimisation.of(WarmUp.over(5000), decay)
        .withRate("encoder", encoder)
        .withRate("decoder", 2e-4);
  }

  private static UnconditionalStudy size256(
      String name, int steps, Optimisation optimisation, int generated) {
    NcsnppSettings network = NcsnppSettings.size256();
    ImageCodecSettings model = cifar10().model().withShape(new Shape(3, 256, 256), 1);
    return new UnconditionalStudy(
        name,
        model.withNetworks(network, network),
        TrainingOptions.of(steps, 256, optimisation)
            .withMicroBatch(8)
            .withHeldOut(new TrainingOptions.HeldOut(1000, 256)),
        new UnconditionalStudy.Evaluation(64, 256, 20, generated, ALL, RungeKutta45.defaults()));
  }

  /**
   * The paper's network for small images: four levels, fewer where an image cannot be halved so
   * often (28×28 twice), and attention at the second, as on CIFAR10.
   */
  private static UnconditionalStudy cifar10On(Shape image) {
    UnconditionalStudy paper = cifar10();
    int side = Math.toIntExact(image.get(1));
    int halvings = Math.min(Integer.numberOfTrailingZeros(side), 3);
    int[] multipliers = IntStream.rangeClosed(0, halvings).map(k -> k == 0 ? 1 : 2).toArray();
    NcsnppSettings network =
        NcsnppSettings.cifar10().withMultipliers(multipliers).withAttention(side / 2);
    return new UnconditionalStudy(
        "paper's settings, " + side + "×" + side,
        paper.model().withNetworks(network, network).withShape(image, 1),
        paper.training(),
        paper.evaluation());
  }

  /** Returns at which shape the small scales see images of a data set. */
  public static Shape shape(DataSet data) {
    return data.shape().orElse(new Shape(3, PHOTOGRAPH, PHOTOGRAPH));
  }

  private static UnconditionalStudy classroom(DataSet data) {
    UnconditionalStudy paper = cifar10();
    int patch = data.shape().isPresent() ? 2 : 4;
    NcsnppSettings network =
        NcsnppSettings.cifar10()
            .withChannels(32)
            .withMultipliers(1, 2)
            .withBlocks(1)
            .withAttention()
            .withDropout(0);
    return new UnconditionalStudy(
        "classroom",
        paper
            .model()
            .withNetworks(network, network)
            .withShape(shape(data), patch)
            .withLatentDimension(32),
        paper
            .training()
            .withSteps(1600)
            .withBatch(128)
            .withHeldOut(TrainingOptions.HeldOut.every(100))
            .withOptimisation(
                Optimisation.of(WarmUp.over(100), 0.999)
                    .withRate("encoder", 5e-5) // 1 : 40, the paper's ratio
                    .withRate("decoder", 2e-3)),
        new UnconditionalStudy.Evaluation(64, 256, 5, 2000, ALL, Euler.steps(50)));
  }

  private static UnconditionalStudy smoke(UnconditionalStudy classroom) {
    return new UnconditionalStudy(
        "smoke",
        classroom.model(),
        classroom
            .training()
            .withSteps(20)
            .withBatch(32)
            .withHeldOut(new TrainingOptions.HeldOut(10, 64)),
        new UnconditionalStudy.Evaluation(16, 16, 1, 64, 256, Euler.steps(5)));
  }

  /** Returns case study 2, representation learning, on 28×28 grey images at a scale. */
  public static RepresentationStudy representation(Scale scale) {
    return representation(scale, FASHION);
  }

  /** Returns case study 2 on images of a data set, at a scale. */
  public static RepresentationStudy representation(Scale scale, DataSet data) {
    return RepresentationStudies.of(scale, data);
  }

  /** Returns case study 2 on ImageNet as the paper ran it ([Lin25] §4 and appendix). */
  public static RepresentationStudy imageNet() {
    return RepresentationStudies.imageNet();
  }

  /** Returns case study 3, generation and classification at once, on 28×28 grey images. */
  public static JointStudy joint(Scale scale) {
    return joint(scale, DataSource.of(FASHION));
  }

  /** Returns case study 3 on images of a data set, at a scale. */
  public static JointStudy joint(Scale scale, DataSource data) {
    UnconditionalStudy study = unconditional(scale, data.kind());
    JointStudy paper = jointCifar10().withClasses(data.classes());
    return switch (scale) {
      case SMOKE ->
          shortened(paper, study)
              .withChoice(new JointStudy.Choice(64, List.of(1.0, 0.0), List.of(16, 64)));
      case CLASSROOM ->
          shortened(paper, study.withTraining(study.training().withSteps(500)))
              .withChoice(
                  new JointStudy.Choice(5000, List.of(1.0, 0.5, 0.0), List.of(128, 1000, 5000)));
      case PAPER -> paper.scaledAs(study.withTraining(paper.training()));
    };
  }

  /**
   * A short training takes the alignment's logarithm, which the paper leaves out in case study 3:
   * with it a model learns to classify in far fewer steps.
   */
  private static JointStudy shortened(JointStudy paper, UnconditionalStudy study) {
    return paper
        .scaledAs(study.withTraining(small(study.training())))
        .withAlignment(paper.labels().alignment().logarithmic());
  }

  /** Returns case study 3 on CIFAR10 as the paper ran it ([Lin25] §5 and appendix). */
  public static JointStudy jointCifar10() {
    UnconditionalStudy first = cifar10();
    TrainingOptions training =
        first
            .training()
            .withSteps(200_000)
            .withOptimisation(
                first
                    .training()
                    .optimisation()
                    .withRate("encoder", 5e-5)
                    .withRate("decoder", 2e-3)
                    .withRate(LabelCodec.PART, 1e-4)
                    .withRate(ImageClassifier.PART, 5e-5) // not the paper's: the encoder's
                    .withStop("decoder", 60_000));
    return new JointStudy(
        first.name(),
        first.model(),
        new JointStudy.LabelModel(
            10,
            LabelCodec.zones(),
            LatentAlignment.with(Euler.steps(100)),
            new JointStudy.Choice(
                5000, List.of(1.0, 0.8, 0.6, 0.4, 0.2, 0.0), List.of(2000, 5000))),
        training,
        new UnconditionalStudy.Evaluation(100, 2000, 20, 50_000, 50_000, RungeKutta45.defaults()));
  }

  /** No part stops before the others in a short training, and all learn fast. */
  private static TrainingOptions small(TrainingOptions training) {
    return training.withOptimisation(
        training
            .optimisation()
            .withRate("encoder", 2e-3)
            .withRate(LabelCodec.PART, 2e-3)
            .withRate(ImageClassifier.PART, 2e-3));
  }
}
