package org.lzn.study.joint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.DataSource;
import org.lzn.data.ImageBatch;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.objective.LabelAlignment;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.study.CaseStudies;
import org.lzn.task.GenerateClass;
import org.lzn.task.Task;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.TrainingOptions;

/** Case study 3 ([Lin25] §5): one model for both tasks, and each task alone. */
public enum JointRecipe implements Recipe {
  /** The baseline of generation. */
  RF_CONDITIONAL("rf-conditional", "rectified flow told the label, the baseline of case study 3"),
  /** The paper's method. */
  JOINT("joint", "rectified flow with latent zones that also classifies, case study 3"),
  /** The paper's control, "no gen". */
  CLASSIFY_ONLY("joint-classify-only", "joint without the loss of generation, a control"),
  /** What classification by zones is compared with. */
  CLASSIFIER("classifier", "a plain classifier with joint's encoder, for comparison");

  private final String recipe;
  private final String about;

  JointRecipe(String recipe, String about) {
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
  public Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    JointStudy changed = Settings.with(CaseStudies.joint(scale, data), changes);
    JointStudy study = changed.withTraining(changed.training().withSeed(seed));
    int classes = study.labels().classes();
    return switch (this) {
      case RF_CONDITIONAL ->
          new Conditional(
              asLongAsADecoderLearns(study),
              study.model().withoutLatents(seed, classes),
              data.view());
      case JOINT ->
          new Joint(
              study, study.model().withLatents(seed, classes), study.labels(seed), data.view());
      case CLASSIFY_ONLY ->
          new ClassifyOnly(study, study.model().encoder(seed), study.labels(seed), data.view());
      case CLASSIFIER -> new Classifier(study, classifier(study, seed), data.view());
    };
  }

  private static JointStudy asLongAsADecoderLearns(JointStudy study) {
    TrainingOptions training = study.training();
    int steps = training.optimisation().stops().getOrDefault("decoder", training.steps());
    return study.withTraining(training.withSteps(Math.min(steps, training.steps())));
  }

  private static ImageClassifier classifier(JointStudy study, long seed) {
    NcsnppEncoder network = new NcsnppEncoder(study.model().encoder(), study.labels().classes());
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named("encoder"));
    return ImageClassifier.of(network, study.model().patches());
  }

  /** What all four share: the validation images are kept from the training of each. */
  private interface Model extends Prepared {
    @Override
    JointStudy settings();

    @Override
    default Map<String, String> fixed() {
      Map<String, String> fixed =
          FixedSettings.ofNetworks(settings().model().encoder(), settings().model().decoder());
      fixed.put("labels.classes", "the data set has them");
      fixed.put("evaluation.samples", "only notebooks show samples");
      fixed.putAll(FixedSettings.because("this recipe does not read it", unread()));
      return fixed;
    }

    /** Returns the settings that the others read and this one does not. */
    String[] unread();

    @Override
    default void check(ImageDataset train, ImageDataset heldOut) {
      int kept = settings().labels().choice().validation();
      Require.that(
          kept < train.size(),
          "setting labels.choice.validation: %d images cannot be kept from %d training images",
          kept,
          train.size());
    }

    @Override
    default Experiment experiment(String name) {
      return settings().experiment(name);
    }

    @Override
    default ImageDataset learns(ImageDataset train) {
      return settings().labels().choice().learnt(train);
    }

    @Override
    default Optional<ImageCodec> images() {
      return Optional.empty();
    }
  }

  private record Conditional(JointStudy settings, ImageCodec model, View view) implements Model {
    @Override
    public String[] unread() {
      return new String[] {
        "model.encoder",
        "model.space",
        "model.zones",
        "labels.zones",
        "labels.alignment",
        "labels.choice.alphas",
        "evaluation.draws"
      };
    }

    @Override
    public Objective objective() {
      return Objective.flowMatching(model).seeing(view);
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.of(model);
    }

    @Override
    public ImageBatch sample(int n, OdeSolver solver, long seed) {
      return inTurn(Task.generateByLabel(model).withSeed(seed), n, solver);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return JointScores.generation(settings, this, train, test);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  private record Joint(JointStudy settings, ImageCodec model, LabelCodec classes, View view)
      implements Model {
    @Override
    public String[] unread() {
      return new String[0];
    }

    @Override
    public Objective objective() {
      return Objective.flowMatching(model, classes)
          .plus(new LabelAlignment(classes, encoder(), settings.labels().alignment()))
          .seeing(view);
    }

    private ImageEncoder encoder() {
      return model.encoder().orElseThrow();
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.of(model);
    }

    @Override
    public ImageBatch sample(int n, OdeSolver solver, long seed) {
      return inTurn(Task.generate(classes, model).withSeed(seed), n, solver);
    }

    @Override
    public Optional<LabelCodec> labels() {
      return Optional.of(classes);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      List<RunScore> scores = JointScores.classification(settings, encoder(), classes, train, test);
      scores.addAll(JointScores.generation(settings, this, train, test));
      return scores;
    }

    @Override
    public void close() {
      model.close();
      classes.close();
    }
  }

  private record ClassifyOnly(
      JointStudy settings, ImageEncoder encoder, LabelCodec classes, View view) implements Model {
    @Override
    public String[] unread() {
      return new String[] {
        "model.decoder", "labels.zones.noiseLevel", "labels.zones.alpha", "evaluation"
      };
    }

    @Override
    public Objective objective() {
      return new LabelAlignment(classes, encoder, settings.labels().alignment()).seeing(view);
    }

    @Override
    public Optional<LabelCodec> labels() {
      return Optional.of(classes);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return JointScores.classification(settings, encoder, classes, train, test);
    }

    @Override
    public void close() {
      encoder.network().close();
      classes.close();
    }
  }

  private record Classifier(JointStudy settings, ImageClassifier classifier, View view)
      implements Model {
    @Override
    public String[] unread() {
      return new String[] {
        "model.decoder",
        "model.space",
        "model.zones",
        "labels.zones",
        "labels.alignment",
        "labels.choice.alphas",
        "evaluation"
      };
    }

    @Override
    public Objective objective() {
      return Objective.classification(classifier).seeing(view);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return JointScores.classification(classifier, test);
    }

    @Override
    public void close() {
      classifier.close();
    }
  }

  /** Draws the classes in turn, as many of each. */
  private static ImageBatch inTurn(GenerateClass task, int n, OdeSolver solver) {
    int[] labels = new int[n];
    Arrays.setAll(labels, i -> i % task.images().decoder().classes());
    return task.sample(labels, solver);
  }
}
