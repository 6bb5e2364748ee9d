package org.lzn.study.many;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lzn.data.EmojiPeople;
import org.lzn.metric.ConceptReading;
import org.lzn.metric.EmojiJudge;
import org.lzn.metric.PictureScores;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Notices;

/**
 * What is reached without a latent space, from each style to each other one, on the concepts held
 * for the test; and what the judges read in the artists' own pictures of them.
 *
 * <pre>
 * java -cp 'lzn-lib/target/kit/*' org.lzn.study.many.Baselines
 * </pre>
 *
 * <p>The penalties were chosen by the error on the validation concepts: 0.1 to 3 for true
 * attributes, 0.1 to 100 for pixels. No smaller number of components is as good as all of them; 200
 * is what a first look at such data may take.
 */
public final class Baselines {
  private static final int COMPONENTS = 200;
  private static final double COMPONENTS_PENALTY = 30;
  private static final double PIXEL_PENALTY = 1;
  private static final double FACTOR_PENALTY = 0.1;
  private static final int STEPS = 1000;

  private Baselines() {}

  /**
   * One line of the table.
   *
   * @param baseline its name
   * @param from the style shown
   * @param to the style drawn
   */
  public record Row(String baseline, String from, String to, PictureScores scores) {}

  /** Returns those that are closed forms, by name. */
  public static Map<String, PictureBaseline> all() {
    Map<String, PictureBaseline> all = new LinkedHashMap<>();
    all.put("mean picture", PictureBaseline.mean());
    all.put("nearest pair", PictureBaseline.nearestPair());
    all.put("ridge on 200 components", PictureBaseline.ridge(COMPONENTS, COMPONENTS_PENALTY));
    all.put("ridge", PictureBaseline.ridge(Integer.MAX_VALUE, PIXEL_PENALTY));
    all.put("true role, gender, tone", PictureBaseline.factors(FACTOR_PENALTY));
    return all;
  }

  /**
   * Scores baselines between all pairs of styles.
   *
   * @param known the concepts to learn from
   * @param asked the concepts to draw
   */
  public static List<Row> rows(
      EmojiPeople people, Map<String, PictureBaseline> baselines, int[] known, int[] asked) {
    List<Row> rows = new ArrayList<>();
    for (String to : EmojiPeople.STYLES) {
      for (String from : EmojiPeople.STYLES) {
        if (!from.equals(to)) {
          rows.addAll(rows(people, baselines, from, to, known, asked));
        }
      }
    }
    return rows;
  }

  /** Scores baselines from one style to another. */
  public static List<Row> rows(
      EmojiPeople people,
      Map<String, PictureBaseline> baselines,
      String from,
      String to,
      int[] known,
      int[] asked) {
    EmojiJudge judge = EmojiJudge.knowing(people, to, known);
    List<Row> rows = new ArrayList<>();
    baselines.forEach(
        (name, baseline) -> {
          ImageBatch drawn = baseline.draw(people, from, to, known, asked);
          PictureScores scores = PictureScores.of(drawn, people, to, judge, asked);
          rows.add(new Row(name, from, to, scores));
        });
    return rows;
  }

  /** Prints both tables, in Markdown. */
  public static void main(String[] arguments) {
    EmojiPeople people = EmojiPeople.open();
    Notices.say("| real pictures | role | gender | tone | all three |\n|---|---|---|---|---|");
    EmojiPeople.STYLES.forEach(style -> Notices.say(realLine(people, style)));
    Notices.say(
        "\n| baseline | from | to | error | retrieval | role | gender | tone | all three |");
    Notices.say("|---|---|---|---|---|---|---|---|---|");
    Map<String, PictureBaseline> baselines = all();
    baselines.put("network for this cell alone", PictureBaseline.network(STEPS, 1));
    rows(people, baselines, people.learning(), people.held())
        .forEach(row -> Notices.say(line(row)));
  }

  /** Returns what a judge reads in the artist's own pictures of the concepts for the test. */
  static String realLine(EmojiPeople people, String style) {
    ImageBatch pictures = ImageBatch.of(people.pictures(style), people.held());
    ConceptReading truth = ConceptReading.of(people, people.held());
    return "| " + style + line(EmojiJudge.of(people, style).read(pictures).right(truth));
  }

  static String line(Row row) {
    PictureScores scores = row.scores();
    return String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.4f | %.3f",
            row.baseline(),
            row.from(),
            row.to(),
            scores.error(),
            scores.retrieval())
        + line(scores.right());
  }

  private static String line(ConceptReading.Shares right) {
    return String.format(
        Locale.ROOT,
        " | %.3f | %.3f | %.3f | %.3f |",
        right.role(),
        right.gender(),
        right.tone(),
        right.all());
  }
}
