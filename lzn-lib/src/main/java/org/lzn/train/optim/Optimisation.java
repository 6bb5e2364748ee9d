package org.lzn.train.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lzn.tensor.Require;

/**
 * How a gradient moves the weights: Adam with a learning rate for each part.
 *
 * @param rates learning rate by part: "encoder", "decoder"
 * @param warmUp factor of all rates at the start
 * @param fall factor of all rates at the end
 * @param clip largest norm of the gradient over all parts
 * @param emaDecay decay of the moving average of the weights
 * @param stops by part, the number of updates after which it learns no more; a part that is not
 *     named learns to the end
 */
public record Optimisation(
    Map<String, Double> rates,
    WarmUp warmUp,
    Fall fall,
    double clip,
    double emaDecay,
    Map<String, Integer> stops) {

  /** Checks all numbers. */
  public Optimisation {
    rates = sorted(rates);
    rates.forEach(
        (part, rate) ->
            Require.that(
                rate >= 0 && Double.isFinite(rate),
                "learning rate of %s must be finite and not negative, got %s",
                part,
                rate));
    stops = sorted(stops);
    stops.forEach(
        (part, updates) ->
            Require.that(
                updates > 0, "%s must learn for 1 or more updates, got %d", part, updates));
    Require.that(clip > 0, "clipping norm must be positive, got %s", clip);
    Require.that(emaDecay >= 0 && emaDecay < 1, "EMA decay must be in [0, 1), got %s", emaDecay);
  }

  /** The order of {@code Map.copyOf} is another in every process, and so would be a record's. */
  private static <V> Map<String, V> sorted(Map<String, V> byPart) {
    return Collections.unmodifiableMap(new TreeMap<>(byPart));
  }

  /** Returns clipping at norm 1, as the paper has it, for the given warm-up and decay. */
  public static Optimisation of(WarmUp warmUp, double emaDecay) {
    return new Optimisation(Map.of(), warmUp, Fall.none(), 1, emaDecay, Map.of());
  }

  /** Returns the same optimisation with one part's learning rate set; 0 freezes the part. */
  public Optimisation withRate(String part, double rate) {
    Map<String, Double> all = new LinkedHashMap<>(rates);
    all.put(part, rate);
    return new Optimisation(all, warmUp, fall, clip, emaDecay, stops);
  }

  /** Returns the same optimisation with another fall of all rates. */
  public Optimisation withFall(Fall newFall) {
    return new Optimisation(rates, warmUp, newFall, clip, emaDecay, stops);
  }

  /**
   * Returns the same optimisation in which a part learns for so many updates only. Then its average
   * takes the place of its weights and stays, so that the other parts go on learning from what
   * scores will see, and its gradient counts no longer towards the clipped norm.
   */
  public Optimisation withStop(String part, int updates) {
    Map<String, Integer> all = new LinkedHashMap<>(stops);
    all.put(part, updates);
    return new Optimisation(rates, warmUp, fall, clip, emaDecay, all);
  }

  /** Returns after how many updates a part stops. */
  int stop(String part) {
    return stops.getOrDefault(part, Integer.MAX_VALUE);
  }

  /** Returns the learning rate of a part at an update. */
  public double rate(String part, long update) {
    Double rate = rates.get(part);
    Require.that(
        rate != null, "no learning rate for part \"%s\", only for %s", part, rates.keySet());
    return rate * warmUp.factor(update) * fall.factor(update);
  }
}
