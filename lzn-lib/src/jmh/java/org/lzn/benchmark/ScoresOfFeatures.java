package org.lzn.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.metric.NearestNeighbours;
import org.lzn.metric.PrecisionRecall;

/**
 * The time of a score of features, for {@code src/jmh/python/compare_scores.py}, which makes the
 * files and lets {@code scores.py} compute the same.
 *
 * <p>Arguments: {@code frechet}, {@code precision-recall}, {@code neighbours} or {@code probe}, two
 * files of raw float32 rows, and the numbers in a row; the last of a row is its class for the last
 * two. Prints the score, and the seconds and the processor time of a second go after one on a tenth
 * of the rows.
 */
public final class ScoresOfFeatures {
  private static final int CLASSES = 10;
  private static final int CLOSEST = 20;

  private ScoresOfFeatures() {}

  private interface Score {
    double of(float[][] first, float[][] second);
  }

  /** Measures and prints the line. */
  public static void main(String[] arguments) throws IOException {
    Score score = score(arguments[0]);
    int width = Integer.parseInt(arguments[3]);
    float[][] first = rows(Path.of(arguments[1]), width);
    float[][] second = rows(Path.of(arguments[2]), width);
    score.of(tenth(first), tenth(second)); // loads the libraries
    double processor = Problem.processorSeconds();
    long start = System.nanoTime();
    double value = score.of(first, second);
    double seconds = (System.nanoTime() - start) * 1e-9;
    System.out.printf(
        Locale.ROOT,
        "score %.12g, seconds %.3f, processor %.3f%n",
        value,
        seconds,
        Problem.processorSeconds() - processor);
  }

  private static Score score(String work) {
    return switch (work) {
      case "frechet" -> (a, b) -> FrechetDistance.between(features(a), features(b));
      case "precision-recall" -> ScoresOfFeatures::precisionRecall;
      case "neighbours" ->
          (a, b) -> new NearestNeighbours(CLOSEST).accuracy(labelled(a), labelled(b)).value();
      case "probe" -> (a, b) -> LinearProbe.standard().of(labelled(a), labelled(b)).top1().value();
      default -> throw new IllegalArgumentException("no score is named " + work);
    };
  }

  /** One number for both. */
  private static double precisionRecall(float[][] real, float[][] generated) {
    PrecisionRecall both = PrecisionRecall.of(features(real), features(generated));
    return 10 * both.precision() + both.recall();
  }

  private static Features features(float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * width, width);
    }
    return Features.of(values, width);
  }

  private static LabelledFeatures labelled(float[][] rows) {
    int width = rows[0].length - 1;
    return new LabelledFeatures(
        Arrays.stream(rows).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new),
        Arrays.stream(rows).mapToInt(row -> (int) row[width]).toArray(),
        CLASSES);
  }

  private static float[][] tenth(float[][] rows) {
    return IntStream.range(0, (rows.length + 9) / 10)
        .mapToObj(i -> rows[10 * i])
        .toArray(float[][]::new);
  }

  private static float[][] rows(Path file, int width) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[][] rows = new float[(int) (bytes.capacity() / 4L / width)][width];
    for (float[] row : rows) {
      bytes.asFloatBuffer().get(row);
      bytes.position(bytes.position() + 4 * width);
    }
    return rows;
  }
}
