package org.lzn.codec;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.Network;

/**
 * The data type of images: an encoder into the latent space and a decoder back.
 *
 * <p>Without an encoder it is plain rectified flow, the paper's baseline: same decoder, no latent.
 *
 * @param shape of one image, (C, H, W)
 * @param space the latent space; empty for the baseline
 * @param encoder image to zone; empty for the baseline
 * @param decoder latent to image
 */
public record ImageCodec(
    Shape shape,
    Optional<LatentSpace> space,
    Optional<ImageEncoder> encoder,
    FlowImageDecoder decoder)
    implements AutoCloseable {

  /** Returns the networks by the name of their part, in the order of a run's record. */
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    encoder.ifPresent(e -> parts.put("encoder", e.network()));
    parts.put("decoder", decoder.network());
    return parts;
  }

  /** Returns how many numbers each part learns, as in "encoder 49,790,260 + decoder 61,906,819". */
  public String describe() {
    return parts().entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue().parameterCount()))
        .collect(Collectors.joining(" + ", "", " parameters"));
  }

  /** Returns the shape (n, C, H, W) of n images. */
  public Shape batch(long n) {
    return new Shape(n).addAll(shape);
  }

  /** Frees the networks' weights. */
  @Override
  public void close() {
    parts().values().forEach(Network::close);
  }
}
