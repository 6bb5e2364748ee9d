package org.lzn.task;

import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.tensor.Require;

/**
 * Tasks are compositions of encoders and decoders ([Lin25] §2.1, Figure 1).
 *
 * <pre>
 * embed         image encoder  →
 * generate      prior          → image decoder
 * reconstruct   image encoder  → image decoder
 * classify      image encoder  → label decoder
 * generate      label encoder  → image decoder   (of a class)
 * edit          image encoder  → image decoder   (with another label)
 * interpolate   label encoder  → label decoder, image decoder   (between two latents)
 * interpolate   image encoder  → image decoder   (between the latents of two images)
 * </pre>
 *
 * <p>Images that go through a task together share the latent space, unless it is asked to place
 * each of them alone: {@code Task.classify(images, labels).among(residents)}, and so embed,
 * reconstruct and edit; see {@link Residents}.
 */
public final class Task {
  private static final int BATCH = 1000; // images that share the space when classified

  private Task() {}

  /** Draws images from the prior of the latent space, or from noise alone in the baseline. */
  public static Generate generate(ImageCodec images) {
    return new Generate(images, 1);
  }

  /** Draws images of given classes: label to zone to image. */
  public static GenerateClass generate(LabelCodec labels, ImageCodec images) {
    return new GenerateClass(Optional.of(labels.encoder()), images, 1);
  }

  /** Draws images of given classes by the baseline, which has labels but no latents. */
  public static GenerateClass generateByLabel(ImageCodec images) {
    Require.that(
        images.space().isEmpty(), "this decoder needs latents: use generate(labels, images)");
    return new GenerateClass(Optional.empty(), images, 1);
  }

  /** Sends images to their latents and their noise, and back. */
  public static Reconstruct reconstruct(ImageCodec images) {
    return new Reconstruct(images, 1, Optional.empty());
  }

  /** Says to which class images belong, at the centres of their zones, 1000 images a batch. */
  public static Classify classify(ImageCodec images, LabelCodec labels) {
    Require.that(images.encoder().isPresent(), "images without latents cannot be classified");
    return classify(images.encoder().get(), labels);
  }

  /** The same for an encoder alone, without a decoder of images. */
  public static Classify classify(ImageEncoder encoder, LabelCodec labels) {
    return new Classify(encoder, labels, new Classify.Options(0, BATCH, 1, 0, 1), Optional.empty());
  }

  /** Gives images their latents. */
  public static Embed embed(ImageCodec images) {
    Require.that(images.encoder().isPresent(), "images without latents cannot be embedded");
    return new Embed(images.encoder().get(), 1);
  }

  /** Draws images on the way from the zone of one class to that of another. */
  public static Interpolate interpolate(LabelCodec labels, ImageCodec images) {
    return new Interpolate(images, labels, 1);
  }

  /** Draws images on the way from one image to another. */
  public static InterpolateImages interpolate(ImageCodec images) {
    Require.that(
        images.decoder().classes() == 0, "this decoder draws by class: use interpolate(labels, …)");
    return new InterpolateImages(images, 1);
  }

  /** Draws images again as other classes. */
  public static Edit edit(ImageCodec images) {
    return new Edit(images, 1, Optional.empty());
  }
}
