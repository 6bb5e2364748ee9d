package org.lzn.metric;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Confidence intervals of scores ([Efr93] ch. 13): the samples are drawn anew from themselves, with
 * replacement, and the spread s of the scores of such draws is that of the score,
 *
 * <pre>
 * value ± 1.96 s
 * </pre>
 *
 * <p>at 95 %. The scores of the draws are not used otherwise: many scores, the Fréchet distance
 * among them, are biased when samples come twice.
 *
 * @param resamples how many draws; 100 is plenty for a standard deviation
 * @param draws where they come from
 */
public record Bootstrap(int resamples, SeededRandom draws) {
  private static final double NORMAL_95 = 1.959964;

  /** Checks the number of draws. */
  public Bootstrap {
    Require.that(resamples >= 2, "resamples must be 2 or more, got %d", resamples);
  }

  /**
   * A score and where it lies with 95 % confidence.
   *
   * @param value the score of all samples
   * @param low the lower end
   * @param high the upper end
   */
  public record Interval(double value, double low, double high) {
    /** Tells whether another figure of the score lies within. */
    public boolean contains(double other) {
      return low <= other && other <= high;
    }
  }

  /** Returns the interval of a mean of numbers, such as errors of images. */
  public Interval ofMean(double... values) {
    return of(
        Features.of(values, 1),
        sample -> DoubleStream.of(sample.rows(0, sample.size())).average().orElseThrow());
  }

  /** Returns the interval of a score of one set of samples. */
  public Interval of(Features samples, ToDoubleFunction<Features> score) {
    SplittableRandom random = draws.generator("bootstrap");
    double value = score.applyAsDouble(samples);
    return interval(value, () -> score.applyAsDouble(redrawn(samples, random)));
  }

  /** Returns the interval of a score of two sets of samples; both are drawn anew. */
  public Interval of(Features a, Features b, ToDoubleBiFunction<Features, Features> score) {
    SplittableRandom random = draws.generator("bootstrap");
    double value = score.applyAsDouble(a, b);
    return interval(value, () -> score.applyAsDouble(redrawn(a, random), redrawn(b, random)));
  }

  private Interval interval(double value, DoubleSupplier redrawn) {
    double[] scores = DoubleStream.generate(redrawn).limit(resamples).toArray();
    double margin = NORMAL_95 * SeedStatistics.of(scores).deviation();
    return new Interval(value, value - margin, value + margin);
  }

  private static Features redrawn(Features samples, SplittableRandom random) {
    int n = samples.size();
    return samples.select(IntStream.range(0, n).map(i -> random.nextInt(n)).toArray());
  }
}
