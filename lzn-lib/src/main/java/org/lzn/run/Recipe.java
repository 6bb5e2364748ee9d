package org.lzn.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Features;
import org.lzn.nn.Network;
import org.lzn.objective.Objective;
import org.lzn.plot.ImageBatch;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Task;

/**
 * One way to train one model of a case study; the command line trains, samples and scores it.
 *
 * <p>A recipe is one class with a public constructor without arguments, found by {@link
 * java.util.ServiceLoader}: {@code @AutoService(Recipe.class)} lists it.
 */
public interface Recipe {
  /** Returns the word for the command line and for run records, such as "rf-lzn". */
  String id();

  /** Returns what it is, in one line. */
  String about();

  /** Returns the study it belongs to, in words; recipes are listed by it. */
  default String study() {
    return "others";
  }

  /** Returns the data set it learns from where none is named. */
  default String usualData() {
    return "fashion-mnist";
  }

  /**
   * Makes the model, every weight a function of the seed.
   *
   * @param scale of the settings
   * @param data what it learns from: the networks fit its images, and its classes
   * @param changes of settings, each {@code path=value}, see {@link Settings}
   * @param seed of the weights and of the training
   */
  Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed);

  /** Makes the model for its usual data set. */
  default Prepared prepare(Scale scale, List<String> changes, long seed) {
    return prepare(scale, DataSource.parse(usualData()), changes, seed);
  }

  /** A model with all it takes to train and to score it. */
  interface Prepared extends AutoCloseable {
    /** Returns the settings, as {@link Settings} changes them. */
    Record settings();

    /**
     * Returns the settings that no change can reach, by their path or its beginning, each with the
     * reason: a change of one is refused. The seed, the name and the rates of parts that it lacks
     * need not be named. Where nothing is said the images of a batch have no company.
     */
    default Map<String, String> fixed() {
      return Map.of("training.anchors", "this recipe gives its images no company");
    }

    /**
     * Refuses images on which it could not be trained and scored with its settings; asked before a
     * training.
     *
     * @param train all training images
     * @param heldOut what it is scored on
     * @throws IllegalArgumentException that says which setting asks for more
     */
    default void check(ImageDataset train, ImageDataset heldOut) {}

    /** Returns its training under a name. */
    Experiment experiment(String name);

    /** Returns what its training minimises. */
    Objective objective();

    /**
     * Returns what its training minimises, which also measures on held-out images what is worth
     * following besides the loss.
     */
    default Objective following(ImageDataset train, ImageDataset heldOut) {
      return objective();
    }

    /** Returns its networks by part. */
    default Map<String, Network> parts() {
      return objective().parts();
    }

    /** Returns the training images it learns from; others may serve to choose among answers. */
    default ImageDataset learns(ImageDataset train) {
      return train;
    }

    /** Returns the data type of images, if the model draws any. */
    Optional<ImageCodec> images();

    /** Returns the encoder of images into the latent space, if the model has one. */
    default Optional<ImageEncoder> imageEncoder() {
      return images().flatMap(ImageCodec::encoder);
    }

    /** Returns the data type of labels, if the model has their zones. */
    default Optional<LabelCodec> labels() {
      return Optional.empty();
    }

    /**
     * Returns its data types around their latent space, if it has them as {@link
     * org.lzn.codec.DataType}s.
     *
     * @param learnt what it has learnt from, whose samples share the space
     */
    default Optional<LatentNetwork> types(ImageDataset learnt) {
      return Optional.empty();
    }

    /** Draws n images, if it draws any. */
    default ImageBatch sample(int n, OdeSolver solver, long seed) {
      return sample(0, n, solver, seed);
    }

    /**
     * Draws some of these images.
     *
     * @param from the first, a multiple of {@link Drawing#PIECE}
     * @param to the number of images with those before
     */
    default ImageBatch sample(int from, int to, OdeSolver solver, long seed) {
      ImageCodec drawn =
          images().orElseThrow(() -> new IllegalArgumentException("draws no images"));
      return Task.generate(drawn).withSeed(seed).sample(from, to, solver);
    }

    /**
     * Returns the images that it draws to be scored, if it does and if there is a network to judge
     * them; the caller closes it.
     *
     * @param train what it was trained on
     */
    default Optional<Drawing> drawing(ImageDataset train) {
      return Optional.empty();
    }

    /**
     * Returns the scores of the trained model.
     *
     * @param train what it was trained on
     * @param test what it has not seen: the test set, or images held out in its place
     */
    List<RunScore> scores(ImageDataset train, ImageDataset test);

    /**
     * Returns the same scores where what is seen in the images of its {@link #drawing} is known.
     *
     * @param seen in all of them; empty if there is no drawing
     */
    default List<RunScore> scores(
        ImageDataset train, ImageDataset test, Map<String, Features> seen) {
      return scores(train, test);
    }

    @Override
    void close();
  }
}
