package org.lzn.study.many;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lzn.codec.Column;
import org.lzn.data.EmojiPeople;
import org.lzn.metric.ConceptReading;
import org.lzn.metric.EmojiJudge;
import org.lzn.metric.PictureScores;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;
import org.lzn.task.LatentNetwork;

/**
 * Every task of a network on concepts that it has not learnt: encoders down, decoders across.
 *
 * <p>A picture is judged by its squared error, by retrieval, and by what a judge reads in it
 * ({@link PictureScores}); a caption by whether it is the concept's own, letter by letter, and by
 * role, gender and tone where it is the caption of any concept; a label by whether it is right.
 *
 * @param cells each cell's scores by their names, each from 0 to 1 but for the error
 * @param concepts how many were asked
 */
public record TypeTable(Map<Cell, Map<String, Double>> cells, int concepts) {
  /** The name of the score of labels. */
  public static final String ACCURACY = "accuracy";

  /** The name of the score that all three attributes are right. */
  public static final String ALL = "all three right";

  /**
   * A task.
   *
   * @param from the type of its encoder
   * @param to the type of its decoder
   */
  public record Cell(String from, String to) {
    @Override
    public String toString() {
      return from + " to " + to;
    }
  }

  /**
   * Scores all tasks.
   *
   * @param columns the samples of its types
   * @param judges of the styles
   * @param asked concepts that the network has not learnt from
   */
  static TypeTable of(
      LatentNetwork network,
      List<Column<?>> columns,
      EmojiPeople people,
      Map<String, EmojiJudge> judges,
      ManyTypesStudy.Evaluation settings,
      int... asked) {
    Map<Cell, Map<String, Double>> cells = new LinkedHashMap<>();
    for (Column<?> from : columns) {
      float[][] z = latents(network, from, settings.alpha(), asked);
      for (Column<?> to : columns) {
        String name = to.type().name();
        Object decoded = network.decode(to.type(), z, 1);
        cells.put(
            new Cell(from.type().name(), name),
            decoded instanceof ImageBatch pictures
                ? pictures(PictureScores.of(pictures, people, name, judges.get(name), asked))
                : decoded instanceof int[] labels
                    ? labels(people.labels(name), labels, asked)
                    : captions(people, name, (List<?>) decoded, asked));
      }
    }
    return new TypeTable(cells, asked.length);
  }

  private static <S> float[][] latents(
      LatentNetwork network, Column<S> from, double alpha, int... asked) {
    return network.from(from.type()).latents(from.samples().apply(asked), alpha, 1);
  }

  private static Map<String, Double> pictures(PictureScores scores) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("squared error", scores.error());
    all.put("retrieval", scores.retrieval());
    all.putAll(shares(scores.right()));
    return all;
  }

  private static Map<String, Double> labels(int[] truth, int[] labels, int... asked) {
    return Map.of(ACCURACY, share(asked.length, i -> labels[i] == truth[asked[i]]));
  }

  private static Map<String, Double> captions(
      EmojiPeople people, String language, List<?> captions, int... asked) {
    int[] read =
        captions.stream().mapToInt(c -> people.find(language, (String) c).orElse(-1)).toArray();
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("exact", share(asked.length, i -> read[i] == asked[i]));
    all.putAll(shares(ConceptReading.of(people, read).right(ConceptReading.of(people, asked))));
    return all;
  }

  private static Map<String, Double> shares(ConceptReading.Shares right) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("role", right.role());
    all.put("gender", right.gender());
    all.put("tone", right.tone());
    all.put(ALL, right.all());
    return all;
  }

  private static double share(int n, IntPredicate right) {
    return IntStream.range(0, n).filter(right).count() / (double) n;
  }

  /** Returns one score of all cells as rows of a matrix; NaN where a cell does not have it. */
  public double[][] matrix(List<String> types, String score) {
    double[][] matrix = new double[types.size()][types.size()];
    for (int i = 0; i < types.size(); i++) {
      for (int j = 0; j < types.size(); j++) {
        Map<String, Double> cell = cells.get(new Cell(types.get(i), types.get(j)));
        matrix[i][j] = cell.getOrDefault(score, Double.NaN);
      }
    }
    return matrix;
  }

  /** Returns the name of a cell's score in a run's record. */
  static String scoreName(Cell cell, String score) {
    return cell + ", " + score;
  }

  /** Returns all as the scores of a run. */
  List<RunScore> scores() {
    return cells.entrySet().stream()
        .flatMap(
            cell ->
                cell.getValue().entrySet().stream()
                    .map(s -> RunScore.of(scoreName(cell.getKey(), s.getKey()), s.getValue())))
        .map(score -> score.withSamples(concepts))
        .toList();
  }

  @Override
  public String toString() {
    return concepts + " concepts, " + Arrays.toString(cells.keySet().toArray());
  }
}
