package org.lzn.official;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.file.TorchFile;
import org.lzn.file.TorchTensor;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.Network;
import org.lzn.nn.ResNet;

/**
 * A checkpoint of the authors' implementation of [Lin25], a {@code .pt} file: see {@link
 * OfficialRelease} for the six that were released.
 *
 * <p>By default the networks get the moving average of the weights, with which the paper evaluates;
 * {@link #lastWeights()} gives those after the last step. Only the weights asked for are read, and
 * they go from the file into the networks' own memory.
 *
 * <pre>{@code
 * try (var checkpoint = OfficialCheckpoint.open(path)) {
 *   System.out.println(checkpoint.describe());
 *   checkpoint.copyTo(encoder, decoder);
 * }
 * }</pre>
 */
public final class OfficialCheckpoint implements AutoCloseable {
  private static final String LABELS = "label_anchor";

  private final TorchFile file;
  private final boolean averaged;

  private OfficialCheckpoint(TorchFile file, boolean averaged) {
    this.file = file;
    this.averaged = averaged;
  }

  /**
   * Opens a checkpoint and reads its structure, but no weights.
   *
   * @throws BadFileException if the file is missing, damaged, hostile or of another kind
   */
  public static OfficialCheckpoint open(Path path) {
    TorchFile file = TorchFile.open(path);
    try {
      OfficialCheckpoint checkpoint = new OfficialCheckpoint(file, true);
      checkpoint.epoch();
      checkpoint.iteration();
      checkpoint.part("encoder");
      return checkpoint;
    } catch (BadFileException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the same checkpoint, read with the last step's weights in place of the averages. */
  public OfficialCheckpoint lastWeights() {
    return new OfficialCheckpoint(file, false);
  }

  /** Returns the epoch after which it was saved. */
  public long epoch() {
    return OfficialEntries.count(file, file.entries(), "epoch");
  }

  /** Returns the training step after which it was saved. */
  public long iteration() {
    return OfficialEntries.count(file, file.entries(), "iteration");
  }

  /** Returns the width q of the latent space, the size of the encoder's last bias. */
  public int latentDimension() {
    long width = 0;
    for (Map.Entry<String, TorchTensor> entry : part("encoder").last().entrySet()) {
      boolean head = entry.getKey().matches("(latent_transformations|head)\\..*\\.bias");
      width =
          head && entry.getValue().shape().dimension() == 1
              ? entry.getValue().shape().get(0)
              : width;
    }
    return Math.toIntExact(width);
  }

  /** Returns whether it has a decoder; case study 2 has none. */
  public boolean hasDecoder() {
    return file.entries().containsKey("decoder");
  }

  /** Returns whether it has anchors of labels; only case study 3 does. */
  public boolean hasLabelAnchors() {
    return file.entries().containsKey(LABELS);
  }

  /** Returns the anchors' shape (classes, q). */
  public Shape labelAnchorShape() {
    return anchors().shape();
  }

  /**
   * Returns which of the six it is: names and shapes must be a release's, and epoch and iteration
   * tell apart those of equal shapes.
   */
  public Optional<OfficialRelease> release() {
    return releaseAmong(sameShapes());
  }

  private Optional<OfficialRelease> releaseAmong(List<OfficialRelease> same) {
    return same.stream()
        .filter(r -> r.epoch() == epoch() && r.iteration() == iteration())
        .findFirst();
  }

  private List<OfficialRelease> sameShapes() {
    List<OfficialPart> parts = parts();
    return Stream.of(OfficialRelease.values()).filter(r -> fits(r.shapes(), parts)).toList();
  }

  private static boolean fits(List<Network> networks, List<OfficialPart> parts) {
    boolean fits = networks.size() == parts.size();
    for (int i = 0; fits && i < networks.size(); i++) {
      fits = parts.get(i).fits(networks.get(i));
    }
    return fits;
  }

  /** Returns in some lines what the file is, found from the shapes of its tensors. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "epoch %,d, iteration %,d%n", epoch(), iteration()));
    for (OfficialPart part : parts()) {
      String averages = part.averages() == null ? "no" : part.averages().size() + "";
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %d tensors, %,d numbers, %s averages%n",
              part.name(),
              part.last().size(),
              part.size(),
              averages));
    }
    text.append("latent dimension ").append(latentDimension());
    if (hasLabelAnchors()) {
      text.append(", label anchors ").append(labelAnchorShape());
    }
    return text.append(System.lineSeparator()).append(identity()).toString();
  }

  private String identity() {
    List<OfficialRelease> same = sameShapes();
    Optional<OfficialRelease> release = releaseAmong(same);
    if (release.isPresent()) {
      return "released as " + release.get().file() + ": " + release.get().reproduces();
    }
    if (same.isEmpty()) {
      return "the shapes are those of none of the released checkpoints";
    }
    return "the shapes are those of "
        + same.get(0).reproduces()
        + ", epoch and iteration those of no released checkpoint";
  }

  /**
   * Copies the encoder of case study 2.
   *
   * @throws BadFileException as {@link #copyTo(NcsnppEncoder, NcsnppDecoder)}
   */
  public void copyTo(ResNet encoder) {
    OfficialPart part = part("encoder");
    part.read(part.weights(encoder, averaged), encoder);
  }

  /**
   * Copies encoder and decoder, initialised networks on any device.
   *
   * @throws BadFileException if names or shapes differ from the file's, before anything is copied;
   *     or if numbers are damaged or not finite, and then the networks hold a part of them
   */
  public void copyTo(NcsnppEncoder encoder, NcsnppDecoder decoder) {
    OfficialPart first = part("encoder");
    OfficialPart second = part("decoder");
    Map<String, TorchTensor> forEncoder = first.weights(encoder, averaged);
    Map<String, TorchTensor> forDecoder = second.weights(decoder, averaged);
    first.read(forEncoder, encoder);
    second.read(forDecoder, decoder);
  }

  /**
   * Copies encoder, decoder and the anchors of the labels.
   *
   * @param labelAnchors float32, {@code (classes, q)}
   * @throws BadFileException as {@link #copyTo(NcsnppEncoder, NcsnppDecoder)}
   */
  public void copyTo(NcsnppEncoder encoder, NcsnppDecoder decoder, NDArray labelAnchors) {
    TorchTensor anchors = anchors();
    if (!anchors.shape().equals(labelAnchors.getShape())) {
      throw new BadFileException(
          file.path(),
          "label anchors of shape " + labelAnchors.getShape(),
          anchors.shape().toString(),
          OfficialPart.REMEDY);
    }
    copyTo(encoder, decoder);
    anchors.copyTo("label anchors", labelAnchors);
  }

  private TorchTensor anchors() {
    OfficialPart part = part(LABELS);
    List<TorchTensor> tensors =
        averaged && part.averages() != null ? part.averages() : List.copyOf(part.last().values());
    if (tensors.size() != 1 || tensors.get(0).shape().dimension() != 2) {
      throw OfficialEntries.bad(
          file, "one matrix of label anchors", tensors.size() + " tensors of other shapes");
    }
    return tensors.get(0);
  }

  private List<OfficialPart> parts() {
    OfficialPart encoder = part("encoder");
    return hasDecoder() ? List.of(encoder, part("decoder")) : List.of(encoder);
  }

  private OfficialPart part(String name) {
    OfficialPart part = OfficialPart.of(file, name);
    if (part == null || part.last().isEmpty()) {
      throw OfficialEntries.bad(file, "tensors of the " + name, "none");
    }
    return part;
  }

  /** Closes the file; networks keep what was copied. */
  @Override
  public void close() {
    file.close();
  }
}
