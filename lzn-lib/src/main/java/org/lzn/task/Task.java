package org.lzn.task;

import org.lzn.codec.Images;

/**
 * Tasks are compositions of encoders and decoders ([Lin25] §2.1, Figure 1).
 *
 * <pre>
 * embed         image encoder  →
 * generate      prior          → image decoder
 * reconstruct   image encoder  → image decoder
 * </pre>
 */
public final class Task {
  private Task() {}

  /** Draws images from the prior of the latent space, or from noise alone in the baseline. */
  public static Generate generate(Images images) {
    return new Generate(images, 1);
  }

  /** Sends images to their latents and their noise, and back. */
  public static Reconstruct reconstruct(Images images) {
    return new Reconstruct(images, 1);
  }
}
