package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The loss of MoCo ([He20] Eq. 1, Algorithm 1), a baseline of case study 2. The first view of each
 * image is a query u, embedded by the encoder; the second is its key k, embedded by a slow copy of
 * the encoder; keys of earlier batches wait in a {@link KeyQueue}. All have length 1:
 *
 * <pre>loss = -mean_i log( exp(u_i·k_i / τ) / ( exp(u_i·k_i / τ) + Σ_queue exp(u_i·k / τ) ) ).
 * </pre>
 *
 * <p>After each update the copy follows the encoder, w' ← m w' + (1-m) w, and the batch's keys
 * enter the queue. Copy and queue are the objective's state, saved with every checkpoint.
 */
public final class Moco implements Objective, AutoCloseable {
  private final RepresentationEncoder encoder;
  private final Options options;
  private final RepresentationEncoder slow;
  private final MomentumEncoder momentum;
  private final KeyQueue queue;
  private NDArray keys; // of the step under way, to enter the queue after its update

  /**
   * What distinguishes one training from another.
   *
   * @param queue the number of keys that wait
   * @param momentum m, the share of itself that the copy keeps at each update
   * @param temperature τ
   */
  public record Options(int queue, double momentum, double temperature) {
    /** Checks all three. */
    public Options {
      Require.that(queue > 0, "the queue must hold one key or more, got %d", queue);
      Require.that(0 <= momentum && momentum < 1, "momentum must be in [0, 1), got %s", momentum);
      Require.that(temperature > 0, "the temperature must be positive, got %s", temperature);
    }

    /** Returns the options of [He20]: 65,536 keys, momentum 0.999, temperature 0.07. */
    public static Options paper() {
      return new Options(65_536, 0.999, 0.07);
    }
  }

  /**
   * Makes the slow copy and the first queue.
   *
   * @param encoder what learns
   * @param slow an encoder of the same settings, which this objective owns from now on
   */
  Moco(RepresentationEncoder encoder, RepresentationEncoder slow, Options options, long seed) {
    this.encoder = encoder;
    this.slow = slow;
    this.options = options;
    this.momentum = new MomentumEncoder(encoder.network(), slow.network(), options.momentum());
    int q = encoder.network().dimension();
    this.queue = new KeyQueue(options.queue(), q, seed);
  }

  @Override
  public Map<String, Network> parts() {
    return encoder.parts();
  }

  @Override
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    TwoViews.require(step);
    NDArray own = TwoViews.unit(step.anchors(slow, 1));
    if (!step.training()) {
      NDArray queries = TwoViews.unit(step.anchors(encoder, 0));
      step.measure(TwoViews.RATE, TwoViews.rate(queries.matMul(own.transpose())));
    } else {
      keys = own;
    }
    return step.ofAnchors(encoder, 1, views -> loss(views.get(0), own));
  }

  /**
   * Returns the loss with the queue as it is; differentiable in the queries.
   *
   * @param queries (n, q), of any length
   * @param own the key of each, (n, q), of length 1
   */
  NDArray loss(NDArray queries, NDArray own) {
    NDArray u = TwoViews.unit(queries);
    NDArray positive = u.mul(own).sum(new int[] {1}, true);
    NDArray negative = u.matMul(queue.keys().transpose());
    NDArray logits = NDArrays.concat(new NDList(positive, negative), 1);
    NDArray logs = Constants.scale(logits, 1 / options.temperature()).logSoftmax(1);
    return Constants.scale(logs.get(":, 0").sum(), -1.0 / own.getShape().get(0));
  }

  @Override
  public void updated() {
    momentum.follow();
    queue.enter(keys);
    keys = null;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    slow.network()
        .getDirectParameters()
        .values()
        .forEach(p -> state.put("moco.slow." + p.getName(), p.getArray()));
    state.put("moco.queue", queue.keys());
    return state;
  }

  /** Frees the slow copy and the queue; the encoder stays. */
  @Override
  public void close() {
    slow.close();
    queue.close();
  }
}
