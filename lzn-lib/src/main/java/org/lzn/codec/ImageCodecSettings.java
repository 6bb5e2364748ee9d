package org.lzn.codec;

import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Settings from which the data type of images is made, with latents or without.
 *
 * <p>The networks' image size and channels follow from the image's shape and the patches.
 *
 * @param shape of one image, (C, H, W), H = W
 * @param patches how pixels enter the networks
 * @param space the latent space
 * @param zones the latent computation
 * @param encoder settings of the encoder's network
 * @param decoder settings of the decoder's network
 */
public record ImageCodecSettings(
    Shape shape,
    Patches patches,
    LatentSpace space,
    LatentComputation zones,
    NcsnppSettings encoder,
    NcsnppSettings decoder) {

  /** Checks the shape and fits the networks to it. */
  public ImageCodecSettings {
    Require.that(
        shape.dimension() == 3 && shape.get(1) == shape.get(2),
        "images must be square, (C, H, H), got %s",
        shape);
    Require.that(
        shape.get(1) % patches.size() == 0,
        "the side %d must be a multiple of the patch size %d",
        shape.get(1),
        patches.size());
    int p = patches.size();
    int channels = Math.toIntExact(shape.get(0) * p * p);
    int side = Math.toIntExact(shape.get(1) / p);
    encoder = encoder.withImage(channels, side);
    decoder = decoder.withImage(channels, side);
  }

  /** Returns the same model for images of another shape. */
  public ImageCodecSettings withShape(Shape newShape, int patch) {
    return new ImageCodecSettings(newShape, new Patches(patch), space, zones, encoder, decoder);
  }

  /** Returns the same model with a latent space of another dimension. */
  public ImageCodecSettings withLatentDimension(int q) {
    return new ImageCodecSettings(shape, patches, LatentSpace.gaussian(q), zones, encoder, decoder);
  }

  /** Returns the same model with other networks. */
  public ImageCodecSettings withNetworks(NcsnppSettings newEncoder, NcsnppSettings newDecoder) {
    return new ImageCodecSettings(shape, patches, space, zones, newEncoder, newDecoder);
  }

  /** Makes encoder and decoder around the latent space; every weight a function of the seed. */
  public ImageCodec withLatents(long seed) {
    return withLatents(seed, 0);
  }

  /** The same with a decoder that is told the label too, one of so many classes. */
  public ImageCodec withLatents(long seed, int classes) {
    return new ImageCodec(
        shape,
        Optional.of(space),
        Optional.of(encoder(seed)),
        decoder(space.dimension(), classes, seed));
  }

  /** Makes a decoder alone, plain rectified flow; its weights start as those with latents do. */
  public ImageCodec withoutLatents(long seed) {
    return withoutLatents(seed, 0);
  }

  /** The same with a decoder that is told the label, one of so many classes. */
  public ImageCodec withoutLatents(long seed, int classes) {
    return new ImageCodec(shape, Optional.empty(), Optional.empty(), decoder(0, classes, seed));
  }

  /** Makes an encoder alone, for a model that draws no images. */
  public ImageEncoder encoder(long seed) {
    NcsnppEncoder network = new NcsnppEncoder(encoder, space.dimension());
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named("encoder"));
    return new ImageEncoder(network, patches, zones);
  }

  private FlowImageDecoder decoder(int latent, int classes, long seed) {
    NcsnppDecoder network = new NcsnppDecoder(decoder, latent + classes);
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named("decoder"));
    return new FlowImageDecoder(network, patches, classes);
  }
}
