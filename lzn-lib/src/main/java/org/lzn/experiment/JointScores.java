package org.lzn.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.Labels;
import org.lzn.data.ImageBatch;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Accuracy;
import org.lzn.task.Classify;
import org.lzn.task.Task;

/** The scores of case study 3. */
final class JointScores {
  private static final double NORMAL_95 = 1.96;

  private JointScores() {}

  /**
   * Returns the accuracy on the test set in the one way to classify that was best on the last
   * training images, which the model has not learnt from. The paper chose on the test set itself.
   */
  static List<RunScore> classification(
      JointStudy study,
      ImageEncoder encoder,
      Labels labels,
      ImageDataset train,
      ImageDataset test) {
    JointStudy.Choice choice = study.labels().choice();
    ImageDataset validation = train.range(train.size() - choice.validation(), train.size());
    Classify classify = Task.classify(encoder, labels);
    AccuracyGrid.Cell best =
        AccuracyGrid.of(classify, validation, choice.alphas(), choice.batches()).best();
    int[] answers = classify.withBatch(best.batch()).withAlpha(best.alpha()).of(test).labels();
    String note =
        String.format(
            "batch %d and α = %s, chosen by %s kept from the training",
            best.batch(), best.alpha(), best.accuracy());
    return new ArrayList<>(List.of(accuracy(AccuracyGrid.accuracy(answers, test)).withNote(note)));
  }

  /** Returns an accuracy in percent, as the paper's tables have it. */
  static RunScore accuracy(Accuracy accuracy) {
    double percent = 100 * accuracy.value();
    double half = 100 * NORMAL_95 * accuracy.standardError();
    return RunScore.of("accuracy", percent)
        .withInterval(Math.max(0, percent - half), Math.min(100, percent + half))
        .withSamples(accuracy.samples());
  }

  /** Returns the scores of images drawn class by class, and of reconstructions. */
  static List<RunScore> generation(
      JointStudy study, Recipe.Prepared model, ImageDataset train, ImageDataset test) {
    CaseStudy.Evaluation evaluation = study.evaluation();
    List<RunScore> scores = new ArrayList<>();
    scores.add(ReconstructionScore.of(model.images().orElseThrow(), test, evaluation));
    Optional<Judge> found = Judge.of(study.model().shape());
    if (found.isPresent()) {
      try (Judge judge = found.get()) {
        ImageBatch drawn = model.sample(evaluation.generated(), evaluation.solver(), 1);
        scores.addAll(GenerationScores.of(judge, drawn, train, evaluation.real()));
      }
    }
    return scores;
  }
}
