package org.lzn.metric;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * How well a linear classifier tells the classes apart by frozen features: the usual score of a
 * representation ([Lin25] §4).
 *
 * <p>The classifier is Tribuo's logistic regression, trained with AdaGrad (rate 0.1, mini-batches
 * of 64) on features standardised by the training set. The paper's own is {@link AdamWProbe}.
 *
 * @param epochs the least number of epochs
 * @param examples the least number of examples seen in all, so that a few labels are not too few
 * @param seed of the order of the examples
 */
public record LinearProbe(int epochs, int examples, long seed) {
  private static final double RATE = 0.1;
  private static final int MINI_BATCH = 64;
  private static final int TOP = 5;
  private static final int FIRST_NAME = 1_000_000; // as many digits in all names
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  /** Checks the numbers. */
  public LinearProbe {
    Require.that(epochs > 0, "a probe needs one epoch or more, got %d", epochs);
    Require.that(examples >= 0, "examples seen must be 0 or more, got %d", examples);
  }

  /** Returns 5 epochs or more, and 50,000 examples or more. */
  public static LinearProbe standard() {
    return new LinearProbe(5, 50_000, 1);
  }

  /**
   * What a probe found.
   *
   * @param top1 how often the likeliest class is right
   * @param top5 how often one of the five likeliest is
   * @param provenance how Tribuo's trainer was set, in its own words
   */
  public record Result(Accuracy top1, Accuracy top5, String provenance) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "top-1 %.2f %%, top-5 %.2f %% of %,d images",
          100 * top1.value(),
          100 * top5.value(),
          top1.samples());
    }
  }

  /** Trains on one set and tests on another. */
  public Result of(LabelledFeatures train, LabelledFeatures test) {
    TRIBUO.setLevel(Level.WARNING);
    LabelFactory factory = new LabelFactory();
    String[] names = names(train.width());
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("frozen features", factory), factory);
    LabelledFeatures.Standard standard = train.standard();
    examples(train, standard, names).forEach(data::add);
    Model<Label> model = trainer(train.size()).train(data);
    String provenance =
        ProvenanceUtil.formattedProvenanceString(model.getProvenance().getTrainerProvenance())
            .replaceAll("\\s+", " "); // one line of the run's record
    List<Example<Label>> unseen = examples(test, standard, names);
    int[][] ranked = new int[test.size()][];
    for (int i = 0; i < ranked.length; i++) {
      ranked[i] = ranked(model, unseen.get(i), test.classes());
    }
    return new Result(top(ranked, test, 1), top(ranked, test, TOP), provenance);
  }

  private LinearSGDTrainer trainer(int size) {
    int enough = (examples + size - 1) / size;
    return new LinearSGDTrainer(
        new LogMulticlass(),
        new AdaGrad(RATE, RATE),
        Math.max(epochs, enough),
        -1, // no log
        Math.min(MINI_BATCH, size),
        seed);
  }

  /** Names in alphabetical order, in which Tribuo keeps them. */
  private static String[] names(int width) {
    return IntStream.range(0, width)
        .mapToObj(j -> String.valueOf(FIRST_NAME + j))
        .toArray(String[]::new);
  }

  private static List<Example<Label>> examples(
      LabelledFeatures features, LabelledFeatures.Standard standard, String[] names) {
    List<Example<Label>> examples = new ArrayList<>(features.size());
    for (int i = 0; i < features.size(); i++) {
      Label label = new Label(String.valueOf(features.labels()[i]));
      examples.add(new ArrayExample<>(label, names, standard.of(features.rows()[i])));
    }
    return examples;
  }

  /** Returns the classes that the training set had, the likeliest first. */
  private static int[] ranked(Model<Label> model, Example<Label> example, int classes) {
    return model.predict(example).getOutputScores().values().stream()
        .sorted(Comparator.comparingDouble(Label::getScore).reversed())
        .mapToInt(label -> Integer.parseInt(label.getLabel()))
        .limit(Math.min(TOP, classes))
        .toArray();
  }

  /** Returns how often an image's class is among the first k of those ranked for it. */
  static Accuracy top(int[][] ranked, LabelledFeatures test, int k) {
    int[] found = new int[ranked.length];
    for (int i = 0; i < found.length; i++) {
      int own = test.labels()[i];
      boolean among = IntStream.of(ranked[i]).limit(k).anyMatch(c -> c == own);
      found[i] = among ? own : -1;
    }
    return Accuracy.of(found, test.labels(), test.classes());
  }
}
