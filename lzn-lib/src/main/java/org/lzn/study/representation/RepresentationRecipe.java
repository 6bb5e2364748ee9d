package org.lzn.study.representation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
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

/**
 * A recipe of case study 2 ([Lin25] §4): one encoder and one set of views for all. A recipe says
 * which loss it trains by and what of the encoder is probed.
 */
public abstract class RepresentationRecipe implements Recipe {
  private static final int CLASSES = 10;

  static final String ZONES = "model.zones";
  static final String ALIGNMENT = "methods.alignment";
  static final String TEMPERATURE = "methods.temperature";
  static final String MOCO_OPTIONS = "methods.moco";
  static final String ANCHORS = "training.anchors";

  @Override
  public String study() {
    return "2 representation learning";
  }

  @Override
  public Model prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    RepresentationStudy plain = CaseStudies.representation(scale, data.kind());
    RepresentationStudy tuned = scale == Scale.PAPER ? plain : tuned(plain);
    return prepare(Settings.with(tuned, changes), classes(data), seed);
  }

  /** Makes the model of a study on images of ten classes. */
  public Model prepare(RepresentationStudy study, long seed) {
    return prepare(study, CLASSES, seed);
  }

  private Model prepare(RepresentationStudy study, int classes, long seed) {
    RepresentationStudy own = adapted(study);
    return model(own.withTraining(own.training().withSeed(seed)), classes, seed);
  }

  /** Returns the number of classes if the recipe needs it: then a folder must be there. */
  int classes(DataSource data) {
    return 0;
  }

  /** Sets the rate found in short trainings, as {@code datasets/runs} tells. */
  RepresentationStudy tuned(RepresentationStudy study) {
    return study;
  }

  /** Returns the settings as this recipe has them. */
  RepresentationStudy adapted(RepresentationStudy study) {
    return study;
  }

  /** Makes the model, every weight a function of the seed. */
  Model model(RepresentationStudy study, int classes, long seed) {
    RepresentationEncoder encoder = study.model().encoder(seed);
    Objective loss = loss(study, encoder, seed);
    Objective seeing = loss.seeing(study.view(), study.view());
    return new Model(this, study, encoder, seeing, closing(loss));
  }

  private static Runnable closing(Objective loss) {
    return loss instanceof Moco moco ? moco::close : () -> {};
  }

  /** Returns the loss on two views of each image. */
  Objective loss(RepresentationStudy study, RepresentationEncoder encoder, long seed) {
    return Objective.alignment(encoder, study.methods().alignment());
  }

  /** Returns the settings that the others read and this one does not. */
  final Map<String, String> unread() {
    return FixedSettings.because(id() + " does not read it", unreadPaths());
  }

  /** Returns the paths of the settings that this recipe does not read. */
  abstract String[] unreadPaths();

  /** Returns what else than the features before the head is probed. */
  List<Represent.Choice> choices() {
    return List.of(Represent.Choice.WITH_HEAD);
  }

  /** Returns whether the training is followed by probes. */
  boolean follows() {
    return true;
  }

  /** Returns the scores of what the trained encoder represents. */
  List<RunScore> scores(
      RepresentationScores scores,
      RepresentationEncoder encoder,
      ImageDataset train,
      ImageDataset test) {
    return scores.of(Represent.by(encoder), choices(), train, test);
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
      Map<String, String> fixed = new LinkedHashMap<>(recipe.unread());
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
      return !recipe.follows()
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
      return recipe.scores(scores, encoder, train, test);
    }

    @Override
    public void close() {
      closing.run();
      encoder.close();
    }
  }
}
