package org.lzn.study;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.codec.ImageClassifier;
import org.lzn.data.Datasets;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.file.Checksums;
import org.lzn.file.WholeFile;
import org.lzn.metric.Accuracy;
import org.lzn.nn.SmallCnn;
import org.lzn.nn.SmallCnnSettings;
import org.lzn.nn.WeightsFile;
import org.lzn.objective.Objective;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.run.Study;
import org.lzn.run.TrainingRun;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Notices;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/**
 * Trains the small classifier of Fashion-MNIST whose features the kit compares images by, and
 * writes its weights and its record to a folder.
 *
 * <p>Its length was chosen on the last 5,000 training images; the committed weights learnt from all
 * 60,000, and saw the test set once, at the end.
 */
public final class FashionCnn {
  /** The run's name, and its folder's in {@code datasets/models}. */
  public static final String NAME = "fashion-cnn";

  private static final long SEED = 1;

  private FashionCnn() {}

  /**
   * Trains on the full training set.
   *
   * @param arguments the folder to write to; {@code datasets/models/fashion-cnn} if none is given
   */
  public static void main(String[] arguments) {
    Path folder =
        arguments.length == 0 ? Datasets.find("models").resolve(NAME) : Path.of(arguments[0]);
    Notices.say(run(FashionMnist.train(), FashionMnist.test(), options(), folder).toString());
  }

  /** Returns 14 epochs of the full set; the loss on the test set is taken at the end only. */
  static TrainingOptions options() {
    int steps = 6000;
    return TrainingOptions.of(
            steps,
            128,
            Optimisation.of(WarmUp.over(200), 0.999).withRate(ImageClassifier.PART, 2e-3))
        .withHeldOut(new TrainingOptions.HeldOut(steps, 78 * 128)) // whole batches of the 10,000
        .withSeed(SEED);
  }

  private record Full(SmallCnnSettings model, TrainingOptions training) implements Study {
    @Override
    public String name() {
      return "full";
    }

    @Override
    public Shape shape() {
      return model.image();
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("model", model);
    }

    @Override
    public Map<String, String> described() {
      return Map.of("network", model.toString());
    }
  }

  /** Trains, and writes the weights, their checksum and the record. */
  static RunRecord run(
      ImageDataset train, ImageDataset test, TrainingOptions options, Path folder) {
    SmallCnnSettings settings =
        SmallCnnSettings.fashionMnist().withData(train.shape(), train.classNames().size());
    try (NDManager manager = Devices.newManager();
        SmallCnn network = new SmallCnn(settings)) {
      network.initialize(manager, SeededRandom.of(options.seed()).named(ImageClassifier.PART));
      ImageClassifier classifier = ImageClassifier.of(network);
      TrainingRun run =
          new Full(settings, options)
              .experiment(NAME)
              .fit(Objective.classification(classifier), train, test);
      Accuracy accuracy = accuracy(classifier, test);
      RunRecord record =
          run.record()
              .withScore(
                  RunScore.of("test accuracy", accuracy.value()).withSamples(accuracy.samples()));
      record.save(folder);
      writeWeights(classifier, folder);
      return record;
    }
  }

  private static Accuracy accuracy(ImageClassifier classifier, ImageDataset test) {
    int[] labels = test.labels(IntStream.range(0, test.size()).toArray());
    return Accuracy.of(classifier.classify(test), labels, test.classNames().size());
  }

  private static void writeWeights(ImageClassifier classifier, Path folder) {
    Path file = folder.resolve(NAME + ".safetensors");
    WeightsFile.write(file, classifier.parts(), Map.of("run", NAME));
    WholeFile.write(
        file.resolveSibling(Checksums.LIST), Checksums.of(file) + "  " + file.getFileName() + "\n");
  }
}
