package org.lzn.report;

import org.lzn.tensor.Require;

/**
 * A training step's time against the number of workers, on paper, from parts that can be measured.
 *
 * <p>Each of W workers holds n/W images of a batch of n: it sends them through the networks, and
 * computes their latents among all n anchors ([Lin25] §2.2.1). Then all sum b bytes in m calls, by
 * rings, in which every worker sends each byte almost twice:
 *
 * <pre>
 * T(W) = c n/W + k n²/W + 2 (W-1)/W b/B + 2 (W-1) m l,   b = 4 (P + 2 v n q)
 * </pre>
 *
 * <p>with P parameters, whose gradients are summed once, and for each of v views the anchors (n, q)
 * and their gradients. It assumes that all workers are equally fast, that nothing is computed
 * during an exchange, and that updating the weights, which each worker does for itself, takes no
 * time.
 *
 * @param batch images a step of all workers, n
 * @param work of one worker alone
 * @param traffic what is exchanged
 * @param link between the workers
 */
public record ScalingModel(int batch, Work work, Traffic traffic, Link link) {
  private static final int BYTES = Float.BYTES;

  /** Checks the batch. */
  public ScalingModel {
    Require.that(batch > 0, "batch must be positive, got %d", batch);
  }

  /**
   * What a worker computes.
   *
   * @param image seconds that an image takes in the networks, forward and backward, c
   * @param pair seconds that a latent and an anchor take, forward and backward, k
   */
  public record Work(double image, double pair) {
    /** Checks the times. */
    public Work {
      Require.that(image >= 0 && pair >= 0, "seconds must be 0 or more, got %s, %s", image, pair);
    }
  }

  /**
   * What the workers exchange in a step.
   *
   * @param parameters of all networks that learn, P
   * @param anchor numbers that an image's anchors have in all its views, v q
   * @param calls of the engine, m
   */
  public record Traffic(long parameters, int anchor, int calls) {}

  /**
   * The way from one worker to the next.
   *
   * @param rate bytes a second, B
   * @param latency seconds of one message, l
   */
  public record Link(double rate, double latency) {
    /** Checks the rate. */
    public Link {
      Require.that(rate > 0, "a link's rate must be positive, got %s", rate);
    }
  }

  /** Returns the same model with another batch: as much a worker if it grows as they do. */
  public ScalingModel withBatch(int newBatch) {
    return new ScalingModel(newBatch, work, traffic, link);
  }

  /** Returns the same model with another link. */
  public ScalingModel withLink(Link newLink) {
    return new ScalingModel(batch, work, traffic, newLink);
  }

  /** Returns the seconds in the networks, c n/W. */
  public double networks(int workers) {
    return work.image * batch / checked(workers);
  }

  /** Returns the seconds of latent computation, k n²/W. */
  public double latents(int workers) {
    return work.pair * batch * batch / checked(workers);
  }

  /** Returns the bytes that each worker hands to the engine, b. */
  public double bytes() {
    return (double) BYTES * (traffic.parameters + 2.0 * traffic.anchor * batch);
  }

  /** Returns the seconds of the exchange, 0 for one worker. */
  public double exchange(int workers) {
    double hops = 2.0 * (checked(workers) - 1);
    return hops / workers * bytes() / link.rate + hops * traffic.calls * link.latency;
  }

  /** Returns the seconds of a step, T. */
  public double step(int workers) {
    return networks(workers) + latents(workers) + exchange(workers);
  }

  /** Returns how much of the workers' time is used as well as one alone uses his, T(1)/(W T(W)). */
  public double efficiency(int workers) {
    return step(1) / (workers * step(workers));
  }

  private static int checked(int workers) {
    Require.that(workers > 0, "there must be a worker or more, got %d", workers);
    return workers;
  }
}
