package org.lzn.study.representation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
import org.lzn.nn.ResNet;
import org.lzn.objective.Moco;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.study.CaseStudies;
import org.lzn.task.Represent;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;

/** Case study 2 ([Lin25] §4): one encoder, one set of views, four losses, two lower bounds. */
public enum RepresentationRecipe implements Recipe {
  /** The paper's method. */
  LZN("lzn-align", "latent alignment of two views, case study 2"),
  /** A contrastive baseline. */
  SIMCLR("simclr", "SimCLR, a baseline of case study 2"),
  /** A contrastive baseline with a queue. */
  MOCO("moco", "MoCo, a baseline of case study 2"),
  /** The upper bound: it is told the labels. */
  SUPERVISED("supervised", "the encoder of case study 2 trained with labels, its upper bound"),
  /** A lower bound: one step of rate 0 leaves the weights as they were initialised. */
  RANDOM("random-encoder", "the encoder of case study 2 untrained, a lower bound"),
  /** A lower bound that has no network; the record's encoder is the untrained one. */
  PIXELS("pixels", "the pixels themselves, a lower bound of case study 2");

  private static final int CLASSES = 10;
  private static final String ZONES = "model.zones";
  private static final String ALIGNMENT = "methods.alignment";
  private static final String TEMPERATURE = "methods.temperature";
  private static final String MOCO_OPTIONS = "methods.moco";
  private static final String OPTIMISATION = "training.optimisation";
  private static final String EVERY = "training.heldOut.every";
  private static final String CURVE = "evaluation.curve";

  private final String recipe;
  private final String about;

  RepresentationRecipe(String recipe, String about) {
    this.recipe = recipe;
    this.about = about;
  }

  @Override
  public String id() {
    return recipe;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public Model prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    RepresentationStudy plain = CaseStudies.representation(scale, data.kind());
    RepresentationStudy study = Settings.with(scale == Scale.PAPER ? plain : tuned(plain), changes);
    // The others need no labels: then nothing is read before the training.
    return prepare(study, this == SUPERVISED ? data.classes() : 0, seed);
  }

  /** Sets the rate found for each baseline in short trainings, as {@code datasets/runs} tells. */
  private RepresentationStudy tuned(RepresentationStudy study) {
    Optimisation lzn = study.training().optimisation();
    Optimisation own =
        switch (this) {
          case SIMCLR, MOCO -> lzn.withRate(RepresentationEncoder.PART, 1e-3);
          case SUPERVISED -> lzn.withRate(ImageClassifier.PART, 3e-3);
          default -> lzn;
        };
    return study.withTraining(study.training().withOptimisation(own));
  }

  /** Makes the model of a study on images of ten classes. */
  public Model prepare(RepresentationStudy study, long seed) {
    return prepare(study, CLASSES, seed);
  }

  private Model prepare(RepresentationStudy study, int classes, long seed) {
    RepresentationStudy seeded = study.withTraining(study.training().withSeed(seed));
    return switch (this) {
      case SUPERVISED -> supervised(seeded, classes, seed);
      case RANDOM, PIXELS -> selfSupervised(seeded.withTraining(none(seeded.training())), seed);
      default -> selfSupervised(seeded, seed);
    };
  }

  private static TrainingOptions none(TrainingOptions training) {
    return training
        .withSteps(1)
        .withOptimisation(training.optimisation().withRate(RepresentationEncoder.PART, 0));
  }

  private Model selfSupervised(RepresentationStudy study, long seed) {
    RepresentationEncoder encoder = study.model().encoder(seed);
    RepresentationStudy.Methods methods = study.methods();
    Objective loss =
        switch (this) {
          case SIMCLR -> Objective.simClr(encoder, methods.temperature());
          case MOCO -> Objective.moco(encoder, study.model().encoder(seed), methods.moco(), seed);
          default -> Objective.alignment(encoder, methods.alignment());
        };
    Objective seeing = loss.seeing(study.view(), study.view());
    return new Model(this, study, encoder, seeing, closing(loss));
  }

  private static Model supervised(RepresentationStudy study, int classes, long seed) {
    ImageClassifier classifier = study.model().classifier(classes, seed);
    RepresentationEncoder encoder =
        new RepresentationEncoder((ResNet) classifier.network(), study.model().zones());
    Objective loss = Objective.classification(classifier);
    return new Model(SUPERVISED, study, encoder, loss.seeing(study.view()), () -> {});
  }

  private static Runnable closing(Objective loss) {
    return loss instanceof Moco moco ? moco::close : () -> {};
  }

  /** Returns the settings that the others read and this one does not. */
  private Map<String, String> fixed() {
    String[] unread =
        switch (this) {
          case LZN -> new String[] {TEMPERATURE, MOCO_OPTIONS};
          case SIMCLR -> new String[] {ALIGNMENT, ZONES, MOCO_OPTIONS};
          case MOCO -> new String[] {ALIGNMENT, ZONES, TEMPERATURE};
          case SUPERVISED -> new String[] {"methods", ZONES, "model.network.head"};
          case RANDOM -> new String[] {TEMPERATURE, MOCO_OPTIONS, OPTIMISATION, EVERY};
          case PIXELS -> new String[] {TEMPERATURE, MOCO_OPTIONS, OPTIMISATION, EVERY, CURVE};
        };
    return FixedSettings.because(recipe + " does not read it", unread);
  }

  /** Returns what else than the features before the head is probed. */
  private List<Represent.Choice> choices() {
    return switch (this) {
      case LZN ->
          List.of(
              Represent.Choice.WITH_HEAD, Represent.Choice.ZONE_CENTRE, Represent.Choice.LATENT);
      case SIMCLR, MOCO, RANDOM -> List.of(Represent.Choice.WITH_HEAD);
      case SUPERVISED, PIXELS -> List.of();
    };
  }

  /**
   * An encoder with all it takes to train and to score it.
   *
   * @param recipe what made it
   * @param settings of the study
   * @param encoder what learns
   * @param objective what its training minimises
   * @param closing frees what the objective holds
   */
  public record Model(
      RepresentationRecipe recipe,
      RepresentationStudy settings,
      RepresentationEncoder encoder,
      Objective objective,
      Runnable closing)
      implements Prepared {
    @Override
    public Map<String, String> fixed() {
      Map<String, String> fixed = new LinkedHashMap<>(recipe.fixed());
      if (settings.model().network().head().layers() == 0) {
        fixed.put("model.network.head.dimension", "there is no head");
        fixed.put("model.network.head.normalised", "there is no head");
      }
      return fixed;
    }

    @Override
    public void check(ImageDataset train, ImageDataset heldOut) {
      int known = Math.min(settings.evaluation().train(), train.size());
      Require.that(
          settings.evaluation().neighbours() <= known,
          "setting evaluation.neighbours: %d neighbours cannot come from %d training images",
          settings.evaluation().neighbours(),
          known);
    }

    @Override
    public Experiment experiment(String name) {
      return settings.experiment(name);
    }

    @Override
    public Map<String, Network> parts() {
      return objective.parts();
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.empty();
    }

    @Override
    public Objective following(ImageDataset train, ImageDataset heldOut) {
      int n = settings.evaluation().curve();
      return recipe == PIXELS
          ? objective
          : new ProbedObjective(
              objective,
              Represent.by(encoder),
              train.take(Math.min(n, train.size())),
              heldOut.take(Math.min(n, heldOut.size())));
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      RepresentationScores scores = new RepresentationScores(settings.evaluation());
      return recipe == PIXELS
          ? scores.of(RepresentationScores::pixels, train, test)
          : scores.of(Represent.by(encoder), recipe.choices(), train, test);
    }

    @Override
    public void close() {
      closing.run();
      encoder.close();
    }
  }
}
