package org.lzn.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lzn.codec.ClassZone;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Where the zones of several classes meet, such as "firefighter" and "dark": what no sample was
 * ever said to be. Points of the first zone are drawn until enough of them lie in the others, too;
 * so they are spread over the common part as the Gaussian is.
 *
 * @param network of the types
 * @param zones that shall meet
 * @param draws how many points of the first zone are drawn at most
 */
public record Meet(LatentNetwork network, List<ClassZone> zones, int draws) {
  private static final int USUAL_DRAWS = 10_000;
  private static final int CHUNK = 1000;

  /** Copies the list, which must not be empty. */
  public Meet {
    Require.that(!zones.isEmpty(), "zones that meet must be 1 or more, got none");
    Require.that(draws > 0, "the points that are drawn must be 1 or more, got %d", draws);
    zones = List.copyOf(zones);
  }

  /** Looks for points among 10,000 of the first zone. */
  public Meet(LatentNetwork network, List<ClassZone> zones) {
    this(network, zones, USUAL_DRAWS);
  }

  /**
   * Returns points of all zones, (n, q).
   *
   * @throws IllegalArgumentException if the zones hardly meet: fewer than n of the points drawn
   */
  public float[][] points(int n, long seed) {
    float[][] points = found(n, seed);
    Require.that(
        points.length == n,
        "%s meet in too small a part of the space: %d of %,d points, wanted %d",
        names(),
        points.length,
        draws,
        n);
    return points;
  }

  /** As many points as there are, at most n. */
  private float[][] found(int n, long seed) {
    List<float[]> points = new ArrayList<>();
    for (int drawn = 0; points.size() < n && drawn < draws; drawn += CHUNK) {
      long own = SeededRandom.of(seed).at(drawn / CHUNK).generator("meet").nextLong();
      addCommon(points, Math.min(CHUNK, draws - drawn), own, n);
    }
    return points.toArray(float[][]::new);
  }

  /**
   * Returns the middle of the common part, the mean of n of its points, (q); of fewer, where the
   * zones hardly meet, and nothing where they do not.
   */
  public Optional<float[]> middle(int n, long seed) {
    float[][] points = found(n, seed);
    float[] mean = new float[network.dimension()];
    for (float[] point : points) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += point[k] / points.length;
      }
    }
    return points.length == 0 ? Optional.empty() : Optional.of(mean);
  }

  private void addCommon(List<float[]> points, int draws, long seed, int n) {
    ClassZone first = zones.get(0);
    int[] labels = new int[draws];
    Arrays.fill(labels, first.label());
    float[][] drawn = network.from(first.type()).latents(labels, 1, seed);
    boolean[] out = new boolean[draws];
    for (ClassZone zone : zones) {
      int[] seen = network.decode(zone.type(), drawn, seed);
      for (int i = 0; i < draws; i++) {
        out[i] |= seen[i] != zone.label();
      }
    }
    for (int i = 0; i < draws && points.size() < n; i++) {
      if (!out[i]) {
        points.add(drawn[i]);
      }
    }
  }

  private String names() {
    return zones.stream().map(ClassZone::toString).collect(Collectors.joining(", "));
  }
}
