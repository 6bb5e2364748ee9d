package org.lzn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.Images;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
import org.lzn.nn.ResNet;
import org.lzn.task.Represent;
import org.lzn.train.Moco;
import org.lzn.train.Objective;

/** Case study 2 ([Lin25] §4): one encoder, one set of views, four losses. */
public enum RepresentationRecipe implements Recipe {
  /** The paper's method. */
  LZN("lzn-align", "latent alignment of two views, case study 2"),
  /** A contrastive baseline. */
  SIMCLR("simclr", "SimCLR, a baseline of case study 2"),
  /** A contrastive baseline with a queue. */
  MOCO("moco", "MoCo, a baseline of case study 2"),
  /** The upper bound: it is told the labels. */
  SUPERVISED("supervised", "the encoder of case study 2 trained with labels, its upper bound");

  private static final int CLASSES = 10;

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
    RepresentationStudy study =
        Settings.with(CaseStudies.representation(scale, data.kind()), changes);
    return prepare(study, this == SUPERVISED ? data.classes() : 0, seed);
  }

  /** Makes the model of a study on images of ten classes. */
  public Model prepare(RepresentationStudy study, long seed) {
    return prepare(study, CLASSES, seed);
  }

  private Model prepare(RepresentationStudy study, int classes, long seed) {
    RepresentationStudy seeded = study.withTraining(study.training().withSeed(seed));
    return this == SUPERVISED ? supervised(seeded, classes, seed) : selfSupervised(seeded, seed);
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
    return new Model(study, encoder, loss.seeing(study.view(), study.view()), closing(loss));
  }

  private static Model supervised(RepresentationStudy study, int classes, long seed) {
    ImageClassifier classifier = study.model().classifier(classes, seed);
    RepresentationEncoder encoder =
        new RepresentationEncoder((ResNet) classifier.network(), study.model().zones());
    Objective loss = Objective.classification(classifier);
    return new Model(study, encoder, loss.seeing(study.view()), () -> {});
  }

  private static Runnable closing(Objective loss) {
    return loss instanceof Moco moco ? moco::close : () -> {};
  }

  /**
   * An encoder with all it takes to train and to score it.
   *
   * @param settings of the study
   * @param encoder what learns
   * @param objective what its training minimises
   * @param closing frees what the objective holds
   */
  public record Model(
      RepresentationStudy settings,
      RepresentationEncoder encoder,
      Objective objective,
      Runnable closing)
      implements Prepared {
    @Override
    public Experiment experiment(String name) {
      return settings.experiment(name);
    }

    @Override
    public Map<String, Network> parts() {
      return objective.parts();
    }

    @Override
    public Optional<Images> images() {
      return Optional.empty();
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return new RepresentationScores(settings.evaluation())
          .of(Represent.by(encoder)::of, train, test);
    }

    @Override
    public void close() {
      closing.run();
      encoder.close();
    }
  }
}
