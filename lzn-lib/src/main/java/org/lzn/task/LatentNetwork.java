package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.Column;
import org.lzn.codec.DataType;
import org.lzn.codec.ImageType;
import org.lzn.codec.LabelType;
import org.lzn.codec.PictureType;
import org.lzn.codec.TextType;
import org.lzn.codec.Zones;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Any number of data types around one latent space ([Lin25] figure 1). A task is the encoder of one
 * type and the decoder of another:
 *
 * <pre>{@code
 * network.from(caption).to(noto).of(List.of("woman astronaut: dark skin tone"));
 * }</pre>
 *
 * <p>A sample with a zone of its own is placed among the type's residents, the samples that the
 * network learnt from, alone: but for the last bits of its anchor its latent does not depend on
 * what else is asked. That is ours; the paper places the samples of a batch among each other.
 *
 * @param dimension q of the latent space
 * @param zones the latent computation
 * @param residents the anchors of each type's residents, row-major (n, q); none for labels
 */
public record LatentNetwork(
    int dimension, LatentComputation zones, Map<DataType<?>, float[]> residents)
    implements AutoCloseable {
  /** How many samples go through a network at once. */
  private static final int CHUNK = 144;

  /** Makes a network of types whose residents are the given concepts. */
  public static LatentNetwork of(
      int dimension, LatentComputation zones, List<Column<?>> columns, int... concepts) {
    Map<DataType<?>, float[]> residents = new LinkedHashMap<>();
    for (Column<?> column : columns) {
      residents.put(column.type(), anchors(column, concepts));
    }
    return new LatentNetwork(dimension, zones, residents);
  }

  private static <S> float[] anchors(Column<S> column, int... concepts) {
    if (column.type().sharesZones()) {
      return new float[0];
    }
    int[] present = Arrays.stream(concepts).filter(column.present()).toArray();
    float[] all = {};
    for (int from = 0; from < present.length; from += CHUNK) {
      int[] chunk = Arrays.copyOfRange(present, from, Math.min(present.length, from + CHUNK));
      float[] part = anchors(column.type(), column.samples().apply(chunk));
      all = from == 0 ? new float[present.length * (part.length / chunk.length)] : all;
      System.arraycopy(part, 0, all, from * (part.length / chunk.length), part.length);
    }
    return all;
  }

  private static <S> float[] anchors(DataType<S> type, S samples) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return HostTransfers.floats(type.zones(manager, samples, Optional.empty()).points());
    }
  }

  /** Returns the way from a type. */
  public <S> From<S> from(DataType<S> type) {
    requireType(type);
    return new From<>(this, type);
  }

  /**
   * Returns a type by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DataType<?> type(String name) {
    return types().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noType(name)));
  }

  /** Returns the images of a name, as a run of case study 1 or 3 has them. */
  public ImageType images(String name) {
    return type(name, ImageType.class, "images");
  }

  /** Returns the pictures of a name. */
  public PictureType pictures(String name) {
    return type(name, PictureType.class, "pictures");
  }

  /** Returns the texts of a name. */
  public TextType texts(String name) {
    return type(name, TextType.class, "texts");
  }

  /** Returns the labels of a name. */
  public LabelType labels(String name) {
    return type(name, LabelType.class, "labels");
  }

  private <T> T type(String name, Class<T> kind, String what) {
    DataType<?> type = type(name);
    Require.that(kind.isInstance(type), "%s are not %s: choose another of %s", name, what, names());
    return kind.cast(type);
  }

  private List<String> names() {
    return types().stream().map(DataType::name).toList();
  }

  private String noType(String name) {
    return String.format("this network has no type %s, it has %s", name, names());
  }

  /** Frees the networks of all types. */
  @Override
  public void close() {
    types().forEach(DataType::close);
  }

  /** Returns the types. */
  public List<DataType<?>> types() {
    return List.copyOf(residents.keySet());
  }

  /**
   * The way from one type.
   *
   * @param network of the types
   * @param type whose samples come in
   * @param <S> the samples
   */
  public record From<S>(LatentNetwork network, DataType<S> type) {
    /** Returns the task from here to a type. */
    public <T> Translate<S, T> to(DataType<T> target) {
      network.requireType(target);
      return new Translate<>(this, target, 0, 1);
    }

    /**
     * Returns the latents of samples, (n, q).
     *
     * @param alpha α: 0 for the zone's centre, 1 for any of its points
     */
    public float[][] latents(S samples, double alpha, long seed) {
      return network.latents(type, samples, alpha, SeededRandom.of(seed));
    }
  }

  /**
   * The encoder of one type and the decoder of another.
   *
   * @param source where samples come from
   * @param target what they become
   * @param alpha α: 0 for the centre of a sample's zone, 1 for any of its points
   * @param seed of the draws
   */
  public record Translate<S, T>(From<S> source, DataType<T> target, double alpha, long seed) {
    /** Returns the same task with another scale of the noise within the zones. */
    public Translate<S, T> withAlpha(double newAlpha) {
      return new Translate<>(source, target, newAlpha, seed);
    }

    /** Returns the same task with other draws. */
    public Translate<S, T> withSeed(long newSeed) {
      return new Translate<>(source, target, alpha, newSeed);
    }

    /** Returns what the samples become. */
    public T of(S samples) {
      return source.network.decode(target, source.latents(samples, alpha, seed), seed);
    }
  }

  /** Returns draws from the prior, (n, q), which every type's decoder takes. */
  public float[][] prior(int n, long seed) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray draws = SeededRandom.of(seed).normal(manager, "prior", new Shape(n, dimension));
      return rows(draws);
    }
  }

  /** Returns samples of a type for latents, (n, q). */
  public <T> T decode(DataType<T> type, float[][] latents, long seed) {
    requireType(type);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray z = array(manager, latents);
      return type.decode(z, SeededRandom.of(seed).named("decode"));
    }
  }

  /** Returns a native copy of latents, (n, q). */
  NDArray array(NDManager manager, float[][] latents) {
    float[] flat = new float[latents.length * dimension];
    for (int i = 0; i < latents.length; i++) {
      Require.that(
          latents[i].length == dimension,
          "latents must have %d values, got %d",
          dimension,
          latents[i].length);
      System.arraycopy(latents[i], 0, flat, i * dimension, dimension);
    }
    return Constants.of(manager, flat, new Shape(latents.length, dimension));
  }

  private <S> float[][] latents(DataType<S> type, S samples, double alpha, SeededRandom draws) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      int n = type.size(samples);
      Shape shape = new Shape(n, dimension);
      NDArray noise = draws.normal(manager, "zone noise of " + type.name(), shape);
      Zones placed = type.zones(manager, samples, Optional.empty());
      LatentComputation computation = type.computation(zones).withAlpha(alpha);
      float[] others = residents.get(type);
      if (type.sharesZones()) {
        try (Latents latents = computation.of(placed.anchors(), placed.owners(), noise)) {
          return rows(latents.points());
        }
      }
      NDArray among =
          Constants.of(manager, others, new Shape(others.length / dimension, dimension));
      return rows(computation.among(Anchors.of(among), Anchors.of(placed.points()), noise));
    }
  }

  static float[][] rows(NDArray matrix) {
    int columns = Math.toIntExact(matrix.getShape().get(1));
    float[] flat = HostTransfers.floats(matrix);
    float[][] rows = new float[flat.length / columns][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  private void requireType(DataType<?> type) {
    Require.that(residents.containsKey(type), "%s", noType(type.name()));
  }
}
