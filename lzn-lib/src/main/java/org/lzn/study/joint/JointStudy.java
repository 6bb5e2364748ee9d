package org.lzn.study.joint;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.lzn.codec.ImageCodecSettings;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.run.Study;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingOptions;

/**
 * The settings of case study 3: one model that draws and classifies ([Lin25] §5).
 *
 * @param name for records and headings
 * @param model the networks and the latent space
 * @param labels the data type of labels
 * @param training how long and how to train
 * @param evaluation what is drawn and scored
 */
public record JointStudy(
    String name,
    ImageCodecSettings model,
    LabelModel labels,
    TrainingOptions training,
    UnconditionalStudy.Evaluation evaluation)
    implements Study {

  /**
   * Labels and how images are brought into their zones.
   *
   * @param classes K
   * @param zones the latent computation of labels; its solver decodes them too
   * @param alignment of images' latents with labels' zones
   * @param choice how classification is set up
   */
  public record LabelModel(
      int classes, LatentComputation zones, LatentAlignment alignment, Choice choice) {}

  /**
   * Among which settings of classification a validation set chooses.
   *
   * @param validation how many of the last training images are kept from the training for it, a
   *     quarter of them at most
   * @param alphas the scales of the noise within the zones
   * @param batches the numbers of images that share the space, at most {@code validation}
   */
  public record Choice(int validation, List<Double> alphas, List<Integer> batches) {
    /** Copies the lists and checks the sizes. */
    public Choice {
      alphas = List.copyOf(alphas);
      batches = List.copyOf(batches);
      Require.that(validation > 0, "a validation set needs 1 or more images, got %d", validation);
      Require.that(!alphas.isEmpty(), "there must be one α or more to choose from");
      Require.that(!batches.isEmpty(), "there must be one batch or more to choose from");
      for (double alpha : alphas) {
        Require.that(
            alpha >= 0 && Double.isFinite(alpha), "α must be finite, not negative, got %s", alpha);
      }
      for (int batch : batches) {
        Require.that(
            0 < batch && batch <= validation,
            "a batch must be 1 to the %d images of the validation set, got %d",
            validation,
            batch);
      }
    }

    /** Returns the training images without those kept from the training. */
    public ImageDataset learnt(ImageDataset train) {
      return train.range(0, train.size() - kept(train.size()));
    }

    /** Returns the training images kept from the training. */
    public ImageDataset kept(ImageDataset train) {
      return train.range(train.size() - kept(train.size()), train.size());
    }

    private int kept(int images) {
      return Math.min(validation, Math.max(1, images / 4));
    }
  }

  /** Returns the study with model, training and evaluation of another. */
  public JointStudy scaledAs(UnconditionalStudy other) {
    return new JointStudy(
        other.name(), other.model(), labels, other.training(), other.evaluation());
  }

  /** Returns the study with another model, such as one with a plane as its latent space. */
  public JointStudy withModel(ImageCodecSettings newModel) {
    return new JointStudy(name, newModel, labels, training, evaluation);
  }

  /** Returns the study for images of so many classes. */
  public JointStudy withClasses(int classes) {
    Require.that(classes > 1, "case study 3 needs images of 2 classes or more, got %d", classes);
    LabelModel other = new LabelModel(classes, labels.zones, labels.alignment, labels.choice);
    return new JointStudy(name, model, other, training, evaluation);
  }

  /** Returns the study with another training. */
  public JointStudy withTraining(TrainingOptions newTraining) {
    return new JointStudy(name, model, labels, newTraining, evaluation);
  }

  /** Returns the study with another choice of how to classify. */
  public JointStudy withChoice(Choice choice) {
    return with(new LabelModel(labels.classes, labels.zones, labels.alignment, choice));
  }

  /** Returns the study with another alignment of images with labels. */
  public JointStudy withAlignment(LatentAlignment alignment) {
    return with(new LabelModel(labels.classes, labels.zones, alignment, labels.choice));
  }

  private JointStudy with(LabelModel newLabels) {
    return new JointStudy(name, model, newLabels, training, evaluation);
  }

  /** Returns the model of labels, its anchors a function of the seed. */
  public LabelCodec labels(long seed) {
    return LabelCodec.of(labels.classes, model.space(), labels.zones, seed);
  }

  /** Returns its settings without the labels', to be set beside another study's. */
  public UnconditionalStudy images() {
    return new UnconditionalStudy(name, model, training, evaluation);
  }

  @Override
  public Shape shape() {
    return model.shape();
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("model", model, "labels", labels);
  }

  @Override
  public Map<String, String> described() {
    return images().described();
  }
}
