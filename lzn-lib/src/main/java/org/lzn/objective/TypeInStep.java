package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.codec.Column;
import org.lzn.codec.Zones;
import org.lzn.latent.Alignment;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * One data type in one step of {@link ManyTypes}: the samples of the batch's concepts, their zones,
 * and the gradients that the step's terms have for the anchors. As everywhere, gradients are cut at
 * the anchors and go through the encoder once, at the end.
 *
 * @param <S> the type's samples
 */
final class TypeInStep<S> implements AutoCloseable {
  private final Step step;
  private final Column<S> column;
  private final int[] rows; // the places in the batch of the concepts that this type has
  private final int learnt; // how many of these are learnt from; the rest only share the space
  private final S samples;
  private final Zones zones;
  private Latents latents;
  private NDArray anchorGradient;
  private NDArray latentGradient;

  private TypeInStep(Step step, Column<S> column) {
    int[] concepts = step.sharedLabels();
    int batch = step.labels().length;
    this.step = step;
    this.column = column;
    rows =
        IntStream.range(0, concepts.length)
            .filter(i -> column.present().test(concepts[i]))
            .toArray();
    learnt = (int) IntStream.of(rows).filter(i -> i < batch).count();
    samples = column.samples().apply(IntStream.of(rows).map(i -> concepts[i]).toArray());
    zones =
        column
            .type()
            .zones(
                step.manager(),
                samples,
                step.training() ? Optional.of(step.draws()) : Optional.empty());
  }

  static <S> TypeInStep<S> of(Step step, Column<S> column) {
    return new TypeInStep<>(step, column);
  }

  boolean finite() {
    return Double.isFinite(HostTransfers.number(zones.points().stopGradient().sum()));
  }

  /** Tells whether the encoder learns still; else a step needs no gradient for its anchors. */
  private boolean learns() {
    return column.type().encoder().trainable().stream().anyMatch(p -> p.getArray().hasGradient());
  }

  boolean sharesZones() {
    return column.type().sharesZones();
  }

  String name() {
    return column.type().name();
  }

  /** Returns the alignment of this type's latents with the zones of another; adds the gradients. */
  double align(
      TypeInStep<?> other, LatentComputation computation, LatentAlignment settings, double weight) {
    int[][] both = common(other);
    boolean settled = step.training() && !learns() && !other.learns();
    if (both[0].length == 0 || settled) {
      return 0;
    }
    NDArray z = take(latents(computation).points(), both[0]);
    int[] pairing = IntStream.of(both[1]).map(i -> other.zones.owners()[i]).toArray();
    try (Alignment alignment = settings.of(z, other.zones.anchors(), pairing)) {
      if (step.training()) {
        Alignment.Gradient gradient = alignment.gradient();
        addToLatents(Constants.scale(scatter(gradient.latents(), both[0], learnt), weight));
        other.addToAnchors(Constants.scale(gradient.anchors(), weight));
      } else {
        step.measure("aligned " + name() + " with " + other.name(), alignment.rate());
      }
      return alignment.loss();
    }
  }

  /** Returns the loss of decoding another type's latents to this type; adds the gradients. */
  double decode(TypeInStep<?> source, LatentComputation computation, double weight) {
    int[][] both = source.common(this);
    if (both[0].length == 0) {
      return 0;
    }
    S wanted = column.type().take(samples, both[1]);
    NDArray latents = take(source.latents(computation).points(), both[0]);
    NDArray gradient;
    double value;
    try (Scope scope = step.training() ? Scope.openRecording() : Scope.open()) {
      NDArray z = latents.duplicate();
      boolean sought = step.training() && source.learns();
      z.setRequiresGradient(sought);
      NDArray loss = column.type().loss(z, wanted, step.draws()).orElseThrow();
      step.backward(Constants.scale(loss, weight));
      value = HostTransfers.number(loss);
      gradient = sought ? scope.keep(z.getGradient().duplicate()) : null;
    }
    if (gradient != null) {
      source.addToLatents(scatter(gradient, both[0], source.learnt));
    }
    return value;
  }

  /** Sends the gradients through the encoder. */
  void finish() {
    if (!learns()) {
      return;
    }
    if (latentGradient != null) {
      addToAnchors(latents.gradient(latentGradient));
    }
    if (anchorGradient != null) {
      try (Scope scope = Scope.openRecording()) {
        step.backward(zones.points().mul(anchorGradient).sum());
      }
    }
  }

  private Latents latents(LatentComputation computation) {
    if (latents == null) {
      NDArray noise =
          step.draws()
              .normal(
                  step.manager(),
                  "zone noise of " + name(),
                  new Shape(learnt, zones.points().getShape().get(1)));
      if (step.training()) {
        noise.muli(
            step.draws().uniform(step.manager(), "alpha of " + name(), 0, 1, new Shape(learnt, 1)));
      }
      latents = computation.of(zones.anchors(), Arrays.copyOf(zones.owners(), learnt), noise);
    }
    return latents;
  }

  /**
   * The concepts learnt from that both have, as places among the samples of this type and of the
   * other.
   */
  private int[][] common(TypeInStep<?> other) {
    int[] mine = IntStream.range(0, learnt).filter(i -> other.place(rows[i]) >= 0).toArray();
    int[] theirs = IntStream.of(mine).map(i -> other.place(rows[i])).toArray();
    return new int[][] {mine, theirs};
  }

  private int place(int row) {
    return Arrays.binarySearch(rows, row);
  }

  private void addToAnchors(NDArray gradient) {
    anchorGradient = anchorGradient == null ? gradient : anchorGradient.add(gradient);
  }

  private void addToLatents(NDArray gradient) {
    latentGradient = latentGradient == null ? gradient : latentGradient.add(gradient);
  }

  private static NDArray take(NDArray all, int[] places) {
    if (places.length == all.getShape().get(0)) {
      return all;
    }
    return all.get(Constants.of(all.getManager(), IntStream.of(places).asLongStream().toArray()));
  }

  /** Puts rows back to their places among n, with zeros elsewhere. */
  private static NDArray scatter(NDArray part, int[] places, int n) {
    if (places.length == n) {
      return part;
    }
    NDArray zero = part.getManager().zeros(new Shape(1, part.getShape().get(1)));
    long[] from = new long[n];
    for (int i = 0; i < places.length; i++) {
      from[places[i]] = i + 1L;
    }
    return NDArrays.concat(new NDList(zero, part), 0).get(Constants.of(part.getManager(), from));
  }

  @Override
  public void close() {
    if (latents != null) {
      latents.close();
    }
  }
}
