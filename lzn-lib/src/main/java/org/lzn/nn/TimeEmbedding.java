package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.lzn.nn.NcsnppSettings.Embedding;
import org.lzn.tensor.Constants;

/**
 * Condition and time as one vector: the condition, then sines and cosines of the time, then {@code
 * silu(dense(silu(dense(·))))}, [Lin25] appendix, [Song21] appendix H.
 */
final class TimeEmbedding {
  /** The networks' own clock ticks a thousand times: it reads 999 t. */
  static final double TICKS = 999;

  private final int channels;
  private final Parameter frequencies;
  private final Dense first;
  private final Dense second;

  TimeEmbedding(Modules modules, NcsnppSettings settings, int conditionDimension) {
    channels = settings.levels().channels();
    NcsnppSettings.Time time = settings.time();
    boolean fourier = time.embedding() == Embedding.FOURIER;
    frequencies =
        fourier
            ? modules.next().fixed("W", InitialValues.normal(time.fourierScale()), channels)
            : null;
    int waves = fourier ? 2 * channels : channels;
    int units = units(settings);
    first = Dense.scaled(modules.next(), waves + conditionDimension, units);
    second = Dense.scaled(modules.next(), units, units);
  }

  /** The width of the embedding. */
  static int units(NcsnppSettings settings) {
    return 4 * settings.levels().channels();
  }

  /**
   * Embeds.
   *
   * @param t times in [0, 1], {@code (n)}
   * @param condition {@code (n, c)} or null
   * @return {@code (n, units)}
   */
  NDArray apply(NDArray t, NDArray condition) {
    NDArray ticks = Constants.scale(t, TICKS);
    NDArray phase = frequencies == null ? positional(ticks) : fourier(ticks);
    NDArray waves = NDArrays.concat(new NDList(phase.sin(), phase.cos()), 1);
    NDArray input = condition == null ? waves : NDArrays.concat(new NDList(condition, waves), 1);
    NDArray hidden = Functions.silu(first.apply(input));
    return Functions.silu(second.apply(hidden));
  }

  /** Phases {@code ticks · 10000^(-i / (k-1))} for i = 0 … k-1, k half the channels. */
  private NDArray positional(NDArray ticks) {
    int half = channels / 2;
    float[] rates = new float[half];
    for (int i = 0; i < half; i++) {
      rates[i] = (float) Math.exp(-Math.log(10000) * i / Math.max(1, half - 1));
    }
    NDManager manager = ticks.getManager();
    return ticks.expandDims(1).mul(Constants.of(manager, rates, new Shape(1, half)));
  }

  /** Phases {@code 2π W log(ticks)}. */
  private NDArray fourier(NDArray ticks) {
    NDArray rates = Constants.scale(frequencies.getArray(), 2 * Math.PI);
    return ticks.log().expandDims(1).mul(rates.expandDims(0));
  }
}
