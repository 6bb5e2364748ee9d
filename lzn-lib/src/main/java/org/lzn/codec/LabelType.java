package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.Network;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Labels as one data type of several: all samples of a class share its zone ([Lin25] §5).
 *
 * @param name what the labels are of, such as "role"
 * @param classNames what each label means
 * @param codec the classes' anchors
 */
public record LabelType(String name, List<String> classNames, LabelCodec codec)
    implements DataType<int[]> {
  /** Makes the anchors of the classes; they follow from the seed. */
  public static LabelType of(
      String name, List<String> classNames, LatentSpace space, LatentComputation zones, long seed) {
    long own = SeededRandom.of(seed).generator("labels " + name).nextLong();
    return new LabelType(name, classNames, LabelCodec.of(classNames.size(), space, zones, own));
  }

  /** Returns the label of a class's name. */
  public int label(String className) {
    int label = classNames.indexOf(className);
    Require.that(
        label >= 0,
        "%s must be one of %s, got \"%s\"",
        name,
        String.join(", ", classNames),
        className);
    return label;
  }

  /** Returns the zone of a class, by its name. */
  public ClassZone zone(String className) {
    return new ClassZone(this, label(className));
  }

  /** The classes' own: their zones are large, and what a flow of few steps misses is seen. */
  @Override
  public LatentComputation computation(LatentComputation usual) {
    return codec.encoder().zones();
  }

  @Override
  public int[] read(String word) {
    return new int[] {label(word)};
  }

  @Override
  public List<String> words(int[] labels) {
    return Arrays.stream(labels).mapToObj(classNames::get).toList();
  }

  @Override
  public Map<String, Network> parts() {
    return Map.of(name, encoder());
  }

  @Override
  public Network encoder() {
    return codec.anchors().network();
  }

  @Override
  public boolean sharesZones() {
    return true;
  }

  @Override
  public int size(int[] labels) {
    return labels.length;
  }

  @Override
  public int[] take(int[] labels, int... indices) {
    return Arrays.stream(indices).map(i -> labels[i]).toArray();
  }

  @Override
  public Zones zones(NDManager manager, int[] labels, Optional<SeededRandom> training) {
    double[] shares = LabelAnchors.shares(labels, classNames.size());
    NDArray points = codec.anchors().network().points();
    return new Zones(points, labels, training.map(draws -> shares));
  }

  @Override
  public Optional<NDArray> loss(NDArray latents, int[] labels, SeededRandom draws) {
    return Optional.empty();
  }

  @Override
  public int[] decode(NDArray latents, SeededRandom draws) {
    return codec.decoder().decode(latents).labels();
  }
}
