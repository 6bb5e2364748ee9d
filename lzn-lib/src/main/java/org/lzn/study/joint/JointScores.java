package org.lzn.study.joint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Accuracy;
import org.lzn.metric.Agreement;
import org.lzn.metric.Calibration;
import org.lzn.metric.Features;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.study.GenerationScores;
import org.lzn.study.ReconstructionScore;
import org.lzn.study.ScoringNetwork;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.task.Classify;
import org.lzn.task.ImageAnchors;
import org.lzn.task.Residents;
import org.lzn.task.Task;

/** The scores of case study 3. */
final class JointScores {
  private static final int DRAWS = 10;

  private JointScores() {}

  /**
   * Returns the accuracy on the test set in the one way to classify that was best on the last
   * training images, which the model has not learnt from. The paper chose on the test set itself.
   */
  static List<RunScore> classification(
      JointStudy study,
      ImageEncoder encoder,
      LabelCodec labels,
      ImageDataset train,
      ImageDataset test) {
    JointStudy.Choice choice = study.labels().choice();
    Classify classify = Task.classify(encoder, labels);
    AccuracyGrid grid =
        AccuracyGrid.of(classify, choice.kept(train), choice.alphas(), choice.batches());
    AccuracyGrid.Cell best = grid.best();
    Classify chosen = classify.withBatch(best.batch()).withAlpha(best.alpha());
    ImageAnchors images = ImageAnchors.of(encoder, test);
    Classify.Answers answers = chosen.of(images);
    String note =
        String.format(
            "batch %d and α = %s, chosen by %s kept from the training",
            best.batch(), best.alpha(), best.accuracy());
    List<RunScore> scores = new ArrayList<>();
    scores.add(accuracy(AccuracyGrid.accuracy(answers.labels(), test)).withNote(note));
    scores.add(calibration("calibration_error", answers, test));
    // The weights of one latent saturate: what is left of doubt is the rest of the image's zone.
    Classify.Answers votes = chosen.withAlpha(1).withDraws(DRAWS).of(images);
    scores.add(
        calibration("calibration_error_of_zones", votes, test)
            .withNote("percent; the mean of " + DRAWS + " draws from the image's zone, α = 1"));
    scores.add(changed(answers.labels(), chosen.withOrder(1).of(images).labels()));
    scores.addAll(grid.scores());
    Residents residents = residents(study, encoder, train);
    scores.addAll(ResidentScores.classification(classify, residents, images, test));
    return scores;
  }

  /** Returns the most residents that are tried, twice the largest batch tried in the grid. */
  private static Residents residents(JointStudy study, ImageEncoder encoder, ImageDataset train) {
    ImageDataset learnt = study.labels().choice().learnt(train);
    int batch = study.labels().choice().batches().stream().mapToInt(b -> b).max().orElseThrow();
    return Residents.of(encoder, learnt, Math.min(2 * batch, learnt.size()), 1);
  }

  /** Returns the scores of a plain classifier, which has no settings to choose. */
  static List<RunScore> classification(ImageClassifier classifier, ImageDataset test) {
    double[][] probabilities = classifier.probabilities(test);
    int[] answers = Arrays.stream(probabilities).mapToInt(JointScores::largest).toArray();
    return List.of(
        accuracy(AccuracyGrid.accuracy(answers, test)),
        calibration("calibration_error", new Classify.Answers(answers, probabilities), test));
  }

  /** Returns an accuracy in percent, as the paper's tables have it. */
  private static RunScore accuracy(Accuracy accuracy) {
    return RunScore.percent("accuracy", accuracy.value(), accuracy.samples());
  }

  private static RunScore calibration(String name, Classify.Answers answers, ImageDataset test) {
    int[] labels = test.labels(IntStream.range(0, test.size()).toArray());
    double error = 100 * Calibration.of(answers.confidences(), answers.labels(), labels).error();
    return RunScore.of(name, error)
        .withSamples(test.size())
        .withNote("percent; expected |accuracy - confidence| in 15 bins");
  }

  /** An image's zone depends on the images that share the space, and so may the answer. */
  private static RunScore changed(int[] answers, int[] inOtherCompany) {
    double share = Agreement.changed(answers, inOtherCompany);
    return RunScore.percent("answers_changed_by_company", share, answers.length)
        .withNote("percent of answers, the same images shared out to batches otherwise");
  }

  /** Returns the scores of images drawn class by class, and of reconstructions. */
  static List<RunScore> generation(
      JointStudy study,
      Recipe.Prepared model,
      ImageDataset train,
      ImageDataset test,
      Map<String, Features> seen) {
    UnconditionalStudy.Evaluation evaluation = study.evaluation();
    List<RunScore> scores = new ArrayList<>();
    ImageCodec images = model.images().orElseThrow();
    scores.add(ReconstructionScore.of(images, test, evaluation));
    images
        .encoder()
        .map(encoder -> residents(study, encoder, train))
        .ifPresent(
            residents ->
                scores.addAll(
                    ResidentScores.reconstruction(
                        images,
                        residents,
                        test,
                        evaluation.reconstructions(),
                        evaluation.solver())));
    if (!seen.isEmpty()) {
      try (ScoringNetwork judge = ScoringNetwork.of(train).orElseThrow()) {
        scores.addAll(GenerationScores.of(judge, seen, train, evaluation.real()));
        if (!judge.inception()) { // which knows other classes
          scores.add(recognised(judge, seen, study.labels().classes()));
        }
      }
    }
    return scores;
  }

  /** Returns how often a judge that knows the classes sees in a drawn image the one wanted. */
  private static RunScore recognised(
      ScoringNetwork judge, Map<String, Features> seen, int classes) {
    Features probabilities = seen.get(ScoringNetwork.PROBABILITIES);
    int right = 0;
    for (int i = 0; i < probabilities.size(); i++) {
      right += largest(probabilities.rows(i, i + 1)) == i % classes ? 1 : 0;
    }
    return RunScore.percent(
            "drawn_class_recognised", right / (double) probabilities.size(), probabilities.size())
        .withNote("percent, by the " + judge.features().name());
  }

  private static int largest(double[] values) {
    return IntStream.range(0, values.length)
        .reduce(0, (best, k) -> values[k] > values[best] ? k : best);
  }
}
