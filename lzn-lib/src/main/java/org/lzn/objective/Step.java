package org.lzn.objective;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lzn.codec.Encoder;
import org.lzn.codec.ImageEncoder;
import org.lzn.latent.Anchors;
import org.lzn.latent.Latents;
import org.lzn.tensor.Constants;
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
 * <p>Of several workers each has its rows of the images. It computes its own part of the loss, from
 * its own images, latents and random draws and the anchors of all; the parts add up to the loss of
 * the whole batch, and so do their gradients. With one worker its rows are all rows.
 *
 * <p>A batch may bring company: images that are encoded by the present weights, so that their
 * anchors share the latent space, and through which no gradient goes.
 */
public final class Step implements AutoCloseable {
  private final Batch batch;
  private final SeededRandom draws;
  private final StepImages images;
  private final Encodings encodings;
  private final GradientCollector collector;
  private final Map<ImageEncoder, Latents> latents = new LinkedHashMap<>();
  private final Map<String, Double> measures = new LinkedHashMap<>();

  private Step(Batch batch, SeededRandom draws, long microBatch, boolean training) {
    this.batch = batch;
    this.draws = draws.from(batch.first());
    this.images = new StepImages(batch, microBatch);
    this.encodings = new Encodings(batch, images, this.draws, training);
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

  /** Returns the own images that are learnt from, shape (m, C, H, W), in [-1, 1]. */
  public NDArray images() {
    return images.all();
  }

  /** Returns a slice of the own images. */
  public NDArray images(MicroBatch slice) {
    return images.of(0, slice);
  }

  /** Returns in how many ways each image is seen; {@link #images} are the first. */
  public int views() {
    return batch.views().size();
  }

  /** Returns the number n of images that are learnt from, those of all workers. */
  public int size() {
    return batch.size();
  }

  /** Returns the places of the own images in the whole batch, and among the anchors: (m) of n. */
  public int[] own() {
    return batch.workers().share().rows(batch.size()).toArray();
  }

  /** Returns m/n, the own images' share in a mean over the batch. */
  public double share() {
    return 1.0 / batch.workers().size();
  }

  /**
   * Returns a loss or gradient of a mean over the own images, as a share of that over the batch.
   */
  NDArray shareOf(NDArray ofOwn) {
    return batch.workers().isAlone() ? ofOwn : Constants.scale(ofOwn, share());
  }

  /** Returns the class of each own image that is learnt from, (m). */
  public int[] labels() {
    return Arrays.copyOfRange(batch.labels(), batch.first(), batch.first() + batch.own());
  }

  /**
   * Returns the classes of all images that share the space, (N): those learnt from, then others.
   */
  public int[] sharedLabels() {
    return batch.labels();
  }

  /** Returns the step's random draws: the first axis of what is drawn is that of the own images. */
  public SeededRandom draws() {
    return draws;
  }

  /** Begins the dropout of a network through which a slice of the own images goes next. */
  public void seedDropout(String purpose, MicroBatch slice) {
    images.seedDropout(draws, purpose, slice);
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
    return new MicroBatch(0, batch.size()).of(sharedAnchors(encoder, view));
  }

  /**
   * Returns the anchors (N, q) of all images that share the space, without a graph: first the n
   * that are learnt from, then those of images that are encoded by the same weights and are only
   * their company ({@link Batch}).
   */
  public NDArray sharedAnchors(Encoder encoder, int view) {
    return encodings.anchors(encoder, view);
  }

  /**
   * Returns the latents (m, q) of the own images, each a draw from its zone: every term of an
   * objective sees the same. They are freed with the step. Empty if an anchor is not finite: such a
   * step is for the trainer to skip and count, not an error of the caller.
   */
  public Optional<Latents> latents(ImageEncoder encoder) {
    NDArray points = sharedAnchors(encoder, 0);
    if (!Double.isFinite(HostTransfers.number(points.sum()))) {
      return Optional.empty();
    }
    return Optional.of(latents.computeIfAbsent(encoder, e -> latents(e, points)));
  }

  private Latents latents(ImageEncoder encoder, NDArray points) {
    return encoder.zones().of(Anchors.of(points), own(), zoneNoise(points));
  }

  /** Returns the noise of the own images' latents, (m, q). */
  NDArray zoneNoise(NDArray anchors) {
    Shape shape = new Shape(batch.own(), anchors.getShape().get(1));
    return draws.normal(manager(), "zone noise", shape);
  }

  /** Adds to the gradient of an encoder's anchors of the first view. */
  public void addGradient(Encoder encoder, NDArray gradient) {
    addGradient(encoder, 0, gradient);
  }

  /**
   * Adds to the gradient of an encoder's anchors of a view.
   *
   * @param gradient that of the own part of the loss in the anchors of all images: (n, q), or (N,
   *     q), of which the company's rows go no further
   */
  public void addGradient(Encoder encoder, int view, NDArray gradient) {
    encodings.addGradient(encoder, view, gradient, false);
  }

  /**
   * Returns a loss that is written on the anchors of an encoder's first views; in training it adds
   * their gradient. Every worker computes it whole, and the first one counts it.
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
    NDList gradients = new NDList();
    double value = differentiated(anchors, loss, gradients);
    for (int v = 0; v < views; v++) {
      encodings.addGradient(encoder, v, gradients.get(v), true);
    }
    return batch.workers().isFirst() ? value : 0;
  }

  private double differentiated(NDList arrays, Function<NDList, NDArray> loss, NDList gradients) {
    try (Scope scope = Scope.openRecording()) {
      NDList leaves = new NDList();
      arrays.forEach(array -> leaves.add(leaf(array)));
      NDArray value = loss.apply(leaves);
      backward(value);
      leaves.forEach(leaf -> gradients.add(scope.keep(leaf.getGradient().duplicate())));
      return HostTransfers.number(value);
    }
  }

  /**
   * Returns a loss of the own images taken slice by slice, such as a decoder's; in training its
   * gradient goes into the weights. What one slice needed is freed before the next begins.
   *
   * @param share of a slice in the mean over the batch, a scalar; differentiable
   */
  public double ofSlices(Function<MicroBatch, NDArray> share) {
    double loss = 0;
    for (MicroBatch slice : images.slices()) {
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
    encodings.pull(this::backward);
  }

  @Override
  public void close() {
    latents.values().forEach(Latents::close);
    if (training()) {
      collector.close();
    }
  }
}
