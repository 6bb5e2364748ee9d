package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lzn.codec.Encoder;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * The anchors of a step's images, encoded once for each encoder and view, and their gradients.
 *
 * <p>Where the images go through the network in several slices, the first encoding keeps no graph,
 * and each slice is encoded again when its gradient is sent through the encoder.
 *
 * <p>Each of several workers encodes its own images; then all get the anchors of all. A gradient of
 * all anchors is summed over the workers, and each sends its own rows through its encoder.
 */
final class Encodings {
  private final StepImages images;
  private final Batch batch;
  private final SeededRandom draws;
  private final boolean training;
  private final Map<Seen, Encoding> encodings = new LinkedHashMap<>();

  /** One view of the batch as an encoder sees it. */
  private record Seen(Encoder encoder, int view) {}

  private static final class Encoding {
    private final NDArray graph;
    private final NDArray anchors;
    private NDArray gradient; // of the own anchors
    private NDArray part; // this worker's of the gradient of all workers' anchors, yet to be summed

    private Encoding(NDArray graph, NDArray anchors) {
      this.graph = graph;
      this.anchors = anchors;
    }
  }

  Encodings(Batch batch, StepImages images, SeededRandom draws, boolean training) {
    this.batch = batch;
    this.images = images;
    this.draws = draws;
    this.training = training;
  }

  /** Returns the anchors (N, q) of all images that share the space, without a graph. */
  NDArray anchors(Encoder encoder, int view) {
    return encodings.computeIfAbsent(new Seen(encoder, view), this::encode).anchors;
  }

  /**
   * Adds to the gradient of the anchors of a view, (n, q) or (N, q).
   *
   * @param whole whether every worker has the same gradient, that of the whole loss, and not that
   *     of its own part of the loss
   */
  void addGradient(Encoder encoder, int view, NDArray gradient, boolean whole) {
    Encoding encoding = encodings.get(new Seen(encoder, view));
    NDArray learnt = new MicroBatch(0, batch.size()).of(gradient);
    if (whole || batch.workers().isAlone()) {
      encoding.gradient = sum(encoding.gradient, batch.workers().own(learnt));
    } else {
      encoding.part = sum(encoding.part, learnt);
    }
  }

  private static NDArray sum(NDArray before, NDArray more) {
    return before == null ? more : before.add(more);
  }

  /**
   * Sends the gradients of all anchors through their encoders.
   *
   * @param backward sends the gradient of a scalar into its leaves
   */
  void pull(Consumer<NDArray> backward) {
    encodings.forEach((seen, encoding) -> pull(seen, encoding, backward));
  }

  private void pull(Seen seen, Encoding encoding, Consumer<NDArray> backward) {
    if (encoding.part != null) {
      NDArray all = batch.workers().sum(encoding.part);
      encoding.gradient = sum(encoding.gradient, batch.workers().own(all));
    }
    if (encoding.gradient == null) {
      return;
    }
    if (encoding.graph != null) {
      backward.accept(encoding.graph.mul(encoding.gradient).sum());
      return;
    }
    for (MicroBatch slice : images.slices()) {
      try (Scope scope = Scope.openRecording()) {
        backward.accept(forward(seen, slice).mul(slice.of(encoding.gradient)).sum());
      }
    }
  }

  private Encoding encode(Seen seen) {
    boolean whole = images.slices().size() == 1;
    NDArray graph = whole ? forward(seen, images.slices().get(0)) : null;
    if (graph != null && images.company().isEmpty() && batch.workers().isAlone()) {
      return new Encoding(graph, graph.stopGradient());
    }
    try (Scope scope = Scope.open()) {
      NDList parts = new NDList();
      if (graph == null) {
        images.slices().forEach(slice -> parts.add(forwardAlone(seen, slice)));
      } else {
        parts.add(graph.stopGradient());
      }
      images.company().forEach(slice -> parts.add(forwardAlone(seen, slice)));
      return new Encoding(graph, scope.keep(ofAllWorkers(NDArrays.concat(parts))));
    }
  }

  /** Gathers the anchors (N, q): those learnt from of all workers, then those of their company. */
  private NDArray ofAllWorkers(NDArray own) {
    if (batch.workers().isAlone()) {
      return own;
    }
    NDArray all = batch.workers().gather(images.learnt().of(own));
    if (images.company().isEmpty()) {
      return all;
    }
    NDArray company = batch.workers().gather(own.get(batch.own() + ":"));
    return NDArrays.concat(new NDList(all, company));
  }

  /** Frees what one slice needed before the next begins. */
  private NDArray forwardAlone(Seen seen, MicroBatch slice) {
    try (Scope scope = Scope.open()) {
      return scope.keep(forward(seen, slice));
    }
  }

  private NDArray forward(Seen seen, MicroBatch slice) {
    // Both passes over a micro-batch must drop the same units, those of two views others.
    SeededRandom own = seen.view == 0 ? draws : draws.named("view " + seen.view);
    images.seedDropout(own, "encoder dropout", slice);
    return seen.encoder.anchors(images.of(seen.view, slice), training);
  }
}
