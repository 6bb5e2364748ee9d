package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The outcome of {@link LatentAlignment}: the loss, what it is made of, and its gradient.
 *
 * <p>Closing frees the trajectory; the final points live on.
 */
public final class Alignment implements AutoCloseable {
  private final LatentAlignment settings;
  private final DataType latentType;
  private final Anchors others;
  private final Pairing pairs;
  private final Trajectory trajectory;
  private final List<List<Reach>> reaches; // [step][tile]
  private final double[][] logOwn; // [step][latent]
  private final NDArray finalPoints;
  private final int[] bestSteps;

  Alignment(
      LatentAlignment settings,
      DataType latentType,
      Anchors others,
      Pairing pairs,
      Trajectory trajectory,
      List<List<Reach>> reaches,
      double[][] logOwn,
      NDArray finalPoints) {
    this.settings = settings;
    this.latentType = latentType;
    this.others = others;
    this.pairs = pairs;
    this.trajectory = trajectory;
    this.reaches = reaches;
    this.logOwn = logOwn;
    this.finalPoints = finalPoints;
    bestSteps = IntStream.range(0, pairs.size()).map(this::bestStep).toArray();
  }

  private int bestStep(int latent) {
    int best = settings.firstStep(steps());
    for (int k = best + 1; k <= settings.lastStep(steps()); k++) {
      best = logOwn[k][latent] > logOwn[best][latent] ? k : best;
    }
    return best;
  }

  /** Returns the number r of steps. */
  public int steps() {
    return trajectory.scheme().size();
  }

  /** Returns the loss: minus the mean of the largest own weights, or of their logarithms. */
  public double loss() {
    return -IntStream.range(0, pairs.size())
        .mapToDouble(i -> logOwn[bestSteps[i]][i])
        .map(log -> settings.isLogarithmic() ? log : Math.exp(log))
        .average()
        .orElseThrow();
  }

  /** Returns the posterior weight of its own anchor for every latent before the given step. */
  public double[] ownWeights(int step) {
    return Arrays.stream(logOwn[step]).map(Math::exp).toArray();
  }

  /** Returns all posterior weights before the given step, shape (m, n). */
  public NDArray assignment(int step) {
    try (Scope scope = Scope.open()) {
      NDArray s = trajectory.points().get(step);
      double t = trajectory.scheme().steps().get(step).from();
      return scope.keep(Posterior.over(others).weights(s, t).toType(latentType, false));
    }
  }

  /** Returns the share of latents whose own anchor has the largest weight before the last step. */
  public double rate() {
    try (NDArray weights = assignment(steps() - 1);
        NDArray winners = weights.argMax(1)) {
      long[] winner = HostTransfers.longs(winners);
      return IntStream.range(0, winner.length).filter(i -> winner[i] == pairs.anchorOf(i)).count()
          / (double) winner.length;
    }
  }

  /** Returns the points the latents flow to, shape (m, q), in the latents' type. */
  public NDArray finalPoints() {
    return finalPoints;
  }

  /**
   * The gradient of the loss.
   *
   * @param latents dL/dz, shape (m, q)
   * @param anchors dL/d anchors, shape (n, q)
   */
  public record Gradient(NDArray latents, NDArray anchors) {}

  /** Returns the gradient of the loss, through the trajectory up to the last of the best steps. */
  public Gradient gradient() {
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(others);
      NDArray end = trajectory.end();
      NDArray da = end.getManager().zeros(others.points().getShape(), DataType.FLOAT64);
      NDArray dz =
          trajectory.reverse(
              1 + IntStream.of(bestSteps).max().orElseThrow(),
              end.zerosLike(),
              (k, s, g) ->
                  posterior.pullBack(
                      s,
                      trajectory.scheme().steps().get(k).from(),
                      g,
                      ownGradient(k),
                      reaches.get(k),
                      da));
      return new Gradient(
          scope.keep(dz.toType(latentType, false)),
          scope.keep(da.toType(others.points().getDataType(), false)));
    }
  }

  /** dL/d log w is -1/m for the logarithmic loss and -w/m for the other, at a best step only. */
  private OwnGradient ownGradient(int k) {
    if (Arrays.stream(bestSteps).noneMatch(best -> best == k)) {
      return null;
    }
    double[] values = new double[pairs.size()];
    for (int i = 0; i < values.length; i++) {
      double slope = settings.isLogarithmic() ? 1 : Math.exp(logOwn[k][i]);
      values[i] = bestSteps[i] == k ? -slope / values.length : 0;
    }
    return new OwnGradient(pairs, values);
  }

  /** Frees the trajectory. */
  @Override
  public void close() {
    trajectory.points().forEach(NDArray::close);
  }
}
