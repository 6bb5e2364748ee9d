package org.lzn.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Random numbers as a function of (seed, step, purpose) and of nothing else.
 *
 * <p>No generator is carried from one step to the next, so that a resumed run draws what an
 * uninterrupted one would have drawn, on every device, whatever was drawn for other purposes.
 *
 * @param seed the run's seed
 * @param step the step drawn for
 * @param firstRow where the rows of what is drawn begin: 0, but for a worker that holds later rows
 *     of a batch
 */
public record SeededRandom(long seed, long step, long firstRow) {
  private static final int CHUNK = 1 << 14;

  /** Makes the draws of whole batches. */
  public SeededRandom(long seed, long step) {
    this(seed, step, 0);
  }

  /** Returns the draws of step 0 of a run. */
  public static SeededRandom of(long seed) {
    return new SeededRandom(seed, 0);
  }

  /** Returns the same run's draws at another step. */
  public SeededRandom at(long otherStep) {
    return new SeededRandom(seed, otherStep, firstRow);
  }

  /** Returns an independent family of draws, for example one per network or per repetition. */
  public SeededRandom named(String family) {
    return new SeededRandom(key(family), step, firstRow);
  }

  /**
   * Returns the same draws as one of many workers sees them: row i of what it draws is row {@code
   * row + i} of what one process draws for the whole batch.
   */
  public SeededRandom from(long row) {
    return new SeededRandom(seed, step, row);
  }

  /** Returns standard normal numbers of the given shape, float32. */
  public NDArray normal(NDManager manager, String purpose, Shape shape) {
    float[] values = new float[size(purpose, shape)];
    fill(values, purpose, shape, random -> (float) random.nextGaussian());
    return Constants.of(manager, values, shape);
  }

  /** Returns numbers uniform on [low, high) of the given shape, float32. */
  public NDArray uniform(NDManager manager, String purpose, double low, double high, Shape shape) {
    float[] values = new float[size(purpose, shape)];
    fill(values, purpose, shape, random -> (float) (low + (high - low) * random.nextDouble()));
    return Constants.of(manager, values, shape);
  }

  /** Returns a Java generator for one purpose. */
  public SplittableRandom generator(String purpose) {
    return new SplittableRandom(key(purpose));
  }

  /** Seeds the engine's own generator, which only dropout uses. */
  public void seedEngine(String purpose) {
    Engine.getInstance().setRandomSeed((int) (key(purpose) >>> 33));
  }

  private static int size(String purpose, Shape shape) {
    double size = Arrays.stream(shape.getShape()).asDoubleStream().reduce(1, (a, b) -> a * b);
    Require.that(
        size <= Integer.MAX_VALUE,
        "%s has the shape %s: %,.0f numbers, more than Java can draw at once; choose smaller sizes,"
            + " such as fewer channels",
        purpose,
        shape,
        size);
    return (int) size;
  }

  private void fill(float[] values, String purpose, Shape shape, Sampler sampler) {
    long key = key(purpose);
    long first = firstRow == 0 ? 0 : firstRow * (values.length / shape.get(0));
    long end = first + values.length;
    // Each chunk has a generator of its own: the numbers do not depend on the number of threads.
    LongStream.range(first / CHUNK, (end + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              SplittableRandom random = new SplittableRandom(mix(key + chunk));
              long to = Math.min(end, (chunk + 1) * CHUNK);
              for (long i = chunk * CHUNK; i < to; i++) {
                float value = sampler.sample(random);
                if (i >= first) {
                  values[(int) (i - first)] = value;
                }
              }
            });
  }

  private long key(String purpose) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return mix(mix(mix(seed) + step) ^ hash);
  }

  /** The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
  private static long mix(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  @FunctionalInterface
  private interface Sampler {
    float sample(SplittableRandom random);
  }
}
