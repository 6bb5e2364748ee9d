package org.lzn.objective;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lzn.codec.Encoder;
import org.lzn.codec.ImageEncoder;
import org.lzn.latent.Anchors;
import org.lzn.latent.Latents;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * One batch on its way through an objective, in training or in evaluation.
 *
 * <p>Every gradient is cut at the anchors. The networks' part is the engine's; between the anchors
 * and the latents stands the latent package's own vector-Jacobian product. So a step encodes each
 * view of the batch once, lets each term of the objective add the gradient of its anchors, and
 * sends the sums through the encoders at the end. The same cut gives exact gradients in
 * micro-batches: then the first encoding keeps no graph, and each micro-batch is encoded again for
 * its own share.
 *
 * <p>A batch may bring company: images that are encoded by the present weights, so that their
 * anchors share the latent space, and through which no gradient goes.
 */
public final class Step implements AutoCloseable {
  private final Batch batch;
  private final SeededRandom draws;
  private final List<MicroBatch> slices;
  private final List<MicroBatch> company;
  private final GradientCollector collector;
  private final Map<Seen, Encoding> encodings = new LinkedHashMap<>();
  private final Map<ImageEncoder, Latents> latents = new LinkedHashMap<>();
  private final Map<String, Double> measures = new LinkedHashMap<>();
  private NDArray images;

  /** One view of the batch as an encoder sees it. */
  private record Seen(Encoder encoder, int view) {}

  private Step(Batch batch, SeededRandom draws, long microBatch, boolean training) {
    this.batch = batch;
    this.draws = draws;
    this.slices = MicroBatch.cut(0, batch.size(), microBatch);
    this.company = MicroBatch.cut(batch.size(), batch.all(), microBatch);
    this.collector = training ? Engine.getInstance().newGradientCollector() : null;
  }

  /** Opens a training step whose images go through the networks at most k at once. */
  public static Step training(Batch batch, SeededRandom draws, long microBatch) {
    return new Step(batch, draws, microBatch, true);
  }

  /** Opens an evaluation of the objective: no gradients, no dropout. */
  public static Step evaluation(Batch batch, SeededRandom draws, long microBatch) {
    return new Step(batch, draws, microBatch, false);
  }

  /** Returns the images that are learnt from, shape (n, C, H, W), in [-1, 1]. */
  public NDArray images() {
    if (images == null) {
      images = batch.view(0, learnt());
      NDScope.unregister(images); // they live as long as the step, whoever asks first
    }
    return images;
  }

  /** Returns a slice of the batch's images. */
  public NDArray images(MicroBatch slice) {
    return view(0, slice);
  }

  /** Returns in how many ways each image is seen; {@link #images} are the first. */
  public int views() {
    return batch.views().size();
  }

  /** Returns the class of each image that is learnt from, (n). */
  public int[] labels() {
    return Arrays.copyOf(batch.labels(), batch.size());
  }

  /**
   * Returns the classes of all images that share the space, (N): those learnt from, then others.
   */
  public int[] sharedLabels() {
    return batch.labels();
  }

  /** Returns the step's random draws. */
  public SeededRandom draws() {
    return draws;
  }

  /** Returns the manager of the batch, whose arrays live as long as the step. */
  public NDManager manager() {
    return batch.manager();
  }

  /** Returns whether gradients are wanted. */
  public boolean training() {
    return collector != null;
  }

  /**
   * Notes a figure of the batch other than its loss; the training's history keeps its mean over the
   * held-out images.
   */
  public void measure(String name, double value) {
    measures.put(name, value);
  }

  /** Returns what was measured besides the loss, by name. */
  public Map<String, Double> measures() {
    return measures;
  }

  /** Returns the anchors (n, q) of the first view, without a graph. */
  public NDArray anchors(Encoder encoder) {
    return anchors(encoder, 0);
  }

  /** Returns the anchors (n, q) of a view, without a graph. */
  public NDArray anchors(Encoder encoder, int view) {
    return learnt().of(sharedAnchors(encoder, view));
  }

  /**
   * Returns the anchors (N, q) of all images that share the space, without a graph: first the n
   * that are learnt from, then those of images that are encoded by the same weights and are only
   * their company ({@link Batch}).
   */
  public NDArray sharedAnchors(Encoder encoder, int view) {
    return encodings.computeIfAbsent(new Seen(encoder, view), this::encode).anchors;
  }

  private MicroBatch learnt() {
    return new MicroBatch(0, batch.size());
  }

  /**
   * Returns the latents (n, q) of the images, each a draw from its zone: every term of an objective
   * sees the same. They are freed with the step. Empty if an anchor is not finite: such a step is
   * for the trainer to skip and count, not an error of the caller.
   */
  public Optional<Latents> latents(ImageEncoder encoder) {
    NDArray points = sharedAnchors(encoder, 0);
    if (!Double.isFinite(HostTransfers.number(points.sum()))) {
      return Optional.empty();
    }
    return Optional.of(latents.computeIfAbsent(encoder, e -> latents(e, points)));
  }

  private Latents latents(ImageEncoder encoder, NDArray points) {
    Shape shape = new Shape(batch.size(), points.getShape().get(1));
    NDArray noise = draws.normal(manager(), "zone noise", shape);
    return encoder.zones().of(Anchors.of(points), noise);
  }

  /** Adds to the gradient of an encoder's anchors of the first view. */
  public void addGradient(Encoder encoder, NDArray gradient) {
    addGradient(encoder, 0, gradient);
  }

  /**
   * Adds to the gradient of an encoder's anchors of a view.
   *
   * @param gradient (n, q), or (N, q), of which the company's rows go no further
   */
  public void addGradient(Encoder encoder, int view, NDArray gradient) {
    Encoding encoding = encodings.get(new Seen(encoder, view));
    NDArray own = learnt().of(gradient);
    encoding.gradient = encoding.gradient == null ? own : encoding.gradient.add(own);
  }

  /**
   * Returns a loss that is written on the anchors of an encoder's first views; in training it adds
   * their gradient.
   *
   * @param views how many views the loss is of
   * @param loss of the anchors, (n, q) for each view, to a scalar; differentiable
   */
  public double ofAnchors(Encoder encoder, int views, Function<NDList, NDArray> loss) {
    Require.that(
        views <= views(),
        "the loss needs %d views of each image, the batch has %d: use seeing(view, ...)",
        views,
        views());
    NDList anchors = new NDList();
    IntStream.range(0, views).forEach(v -> anchors.add(anchors(encoder, v)));
    if (!training()) {
      return HostTransfers.number(loss.apply(anchors));
    }
    try (Scope scope = Scope.openRecording()) {
      NDList leaves = new NDList();
      anchors.forEach(a -> leaves.add(leaf(a)));
      NDArray value = loss.apply(leaves);
      backward(value);
      for (int v = 0; v < views; v++) {
        addGradient(encoder, v, scope.keep(leaves.get(v).getGradient().duplicate()));
      }
      return HostTransfers.number(value);
    }
  }

  /**
   * Returns a loss taken slice by slice, such as a decoder's; in training its gradient goes into
   * the weights. What one slice needed is freed before the next begins.
   *
   * @param share of a slice in the mean over the batch, a scalar; differentiable
   */
  public double ofSlices(Function<MicroBatch, NDArray> share) {
    double loss = 0;
    for (MicroBatch slice : slices) {
      try (Scope scope = training() ? Scope.openRecording() : Scope.open()) {
        NDArray part = share.apply(slice);
        backward(part);
        loss += HostTransfers.number(part);
      }
    }
    return loss;
  }

  /** Returns a leaf of a graph with the values of an array. */
  static NDArray leaf(NDArray values) {
    NDArray leaf = values.duplicate();
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Sends the gradient of a scalar loss into its leaves; a no-op in evaluation. */
  void backward(NDArray loss) {
    if (training()) {
      collector.backward(loss);
    }
  }

  /** Sends the gradients of all anchors through their encoders. */
  public void finish() {
    encodings.forEach(this::pull);
  }

  @Override
  public void close() {
    latents.values().forEach(Latents::close);
    if (training()) {
      collector.close();
    }
  }

  private Encoding encode(Seen seen) {
    NDArray graph = slices.size() == 1 ? forward(seen, slices.get(0)) : null;
    if (graph != null && company.isEmpty()) {
      return new Encoding(graph, graph.stopGradient());
    }
    try (Scope scope = Scope.open()) {
      NDList parts = new NDList();
      if (graph == null) {
        slices.forEach(slice -> parts.add(forwardAlone(seen, slice)));
      } else {
        parts.add(graph.stopGradient());
      }
      company.forEach(slice -> parts.add(forwardAlone(seen, slice)));
      return new Encoding(graph, scope.keep(NDArrays.concat(parts)));
    }
  }

  /** Frees what one slice needed before the next begins. */
  private NDArray forwardAlone(Seen seen, MicroBatch slice) {
    try (Scope scope = Scope.open()) {
      return scope.keep(forward(seen, slice));
    }
  }

  private void pull(Seen seen, Encoding encoding) {
    if (encoding.gradient == null) {
      return;
    }
    if (encoding.graph != null) {
      backward(encoding.graph.mul(encoding.gradient).sum());
      return;
    }
    for (MicroBatch slice : slices) {
      try (Scope scope = Scope.openRecording()) {
        backward(forward(seen, slice).mul(slice.of(encoding.gradient)).sum());
      }
    }
  }

  private NDArray forward(Seen seen, MicroBatch slice) {
    // Both passes over a micro-batch must drop the same units, those of two views others.
    SeededRandom own = seen.view == 0 ? draws : draws.named("view " + seen.view);
    own.seedEngine("encoder dropout " + slice.from());
    return seen.encoder.anchors(view(seen.view, slice), training());
  }

  private NDArray view(int view, MicroBatch slice) {
    boolean learnt = view == 0 && slice.to() <= batch.size();
    boolean shared = learnt && (images != null || slice.size() == batch.size());
    return shared ? slice.of(images()) : batch.view(view, slice);
  }

  private static final class Encoding {
    private final NDArray graph;
    private final NDArray anchors;
    private NDArray gradient;

    private Encoding(NDArray graph, NDArray anchors) {
      this.graph = graph;
      this.anchors = anchors;
    }
  }
}
