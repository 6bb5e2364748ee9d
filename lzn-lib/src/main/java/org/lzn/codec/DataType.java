package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.Network;
import org.lzn.tensor.SeededRandom;

/**
 * One kind of data around the latent space that all kinds share: an encoder, which gives samples
 * their anchors, and a decoder, which makes a sample of any latent ([Lin25] §2.1, figure 1).
 *
 * <p>A task is the encoder of one type and the decoder of another. A new type is one
 * implementation.
 *
 * @param <S> samples in Java's memory, such as a batch of pictures or a list of texts
 */
public interface DataType<S> extends AutoCloseable {
  /** Returns what it is called, such as "noto" or "caption"; no two types of a model share it. */
  String name();

  /** Returns the networks by the name of their part; parts of all types have different names. */
  Map<String, Network> parts();

  /** Returns the one of its networks that gives samples their anchors. */
  Network encoder();

  /**
   * Returns whether samples share zones, as those of a class do; else each has one of its own. Such
   * a type's decoder is the latent flow over its anchors.
   */
  default boolean sharesZones() {
    return false;
  }

  /** Returns how its latents are computed: as usual in its space, if it says nothing else. */
  default LatentComputation computation(LatentComputation usual) {
    return usual;
  }

  /**
   * Returns one sample of what a user writes: a text itself, the name of a class, a picture's file.
   *
   * @throws IllegalArgumentException in one line, if this type has no such sample
   */
  S read(String word);

  /** Returns each sample in words; nothing for samples that are looked at. */
  List<String> words(S samples);

  /** Returns the number of samples. */
  int size(S samples);

  /** Returns some of the samples, in the order named. */
  S take(S samples, int... indices);

  /**
   * Returns where samples belong in the latent space; differentiable.
   *
   * @param manager of what is made
   * @param samples n of them
   * @param training the draws of a training step, in which dropout is active and anchors that
   *     samples share weigh as much as the samples that do; empty in use
   * @throws IllegalArgumentException in one line, if this type has no such sample
   */
  Zones zones(NDManager manager, S samples, Optional<SeededRandom> training);

  /**
   * Returns the decoder's own loss, a scalar that is differentiable in the latents and in the
   * decoder's weights; empty for a type that {@link #sharesZones}, which an alignment teaches.
   *
   * @param latents (n, q)
   * @param samples what they should be decoded to, n of them
   * @param draws for noise and dropout
   */
  Optional<NDArray> loss(NDArray latents, S samples, SeededRandom draws);

  /** Returns a sample for each latent (n, q); all chance comes from the draws. */
  S decode(NDArray latents, SeededRandom draws);

  /** Frees the networks. */
  @Override
  default void close() {
    parts().values().forEach(Network::close);
  }
}
