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
  /** Checks the number of draws. */
  public Bootstrap {
    Require.that(resamples >= 2, "resamples must be 2 or more, got %d", resamples);
  }

  /**
   * A score and where it lies with 95 % confidence.
   *
   * @param value the score of all samples
   * @param interval around it
   */
  public record Estimate(double value, Interval interval) {}

  /** Returns the interval of a mean of numbers, such as errors of images. */
  public Estimate ofMean(double... values) {
    return of(
        Features.of(values, 1),
        sample -> DoubleStream.of(sample.rows(0, sample.size())).average().orElseThrow());
  }

  /** Returns the interval of a score of one set of samples. */
  public Estimate of(Features samples, ToDoubleFunction<Features> score) {
    SplittableRandom random = draws.generator("bootstrap");
    double value = score.applyAsDouble(samples);
    return estimate(value, () -> score.applyAsDouble(redrawn(samples, random)));
  }

  /** Returns the interval of a score of two sets of samples; both are drawn anew. */
  public Estimate of(Features a, Features b, ToDoubleBiFunction<Features, Features> score) {
    SplittableRandom random = draws.generator("bootstrap");
    double value = score.applyAsDouble(a, b);
    return estimate(value, () -> score.applyAsDouble(redrawn(a, random), redrawn(b, random)));
  }

  private Estimate estimate(double value, DoubleSupplier redrawn) {
    double[] scores = DoubleStream.generate(redrawn).limit(resamples).toArray();
    return new Estimate(value, Interval.around(value, SeedStatistics.of(scores).deviation()));
  }

  private static Features redrawn(Features samples, SplittableRandom random) {
    int n = samples.size();
    return samples.select(IntStream.range(0, n).map(i -> random.nextInt(n)).toArray());
  }
}
