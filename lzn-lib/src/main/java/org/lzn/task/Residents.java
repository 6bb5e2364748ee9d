package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Training images among which any other image is placed, alone: the residents of the latent space.
 *
 * <p>A latent needs company. The Gaussian is shared out among all anchors that are computed
 * together ([Lin25] §2.2.1): an anchor alone owns the whole space and the centre of its zone is the
 * origin, whatever the image; among others its zone is the smaller the more they are, and lies
 * where it differs from them. The paper takes the images of the test batch for company, so that an
 * answer changes with the other images asked at the same time, and one image has none.
 *
 * <p>Residents are ours and not the paper's. They are chosen once by a seed and keep the anchors
 * that the trained weights give them; the latent of an image is that of the last of n + 1 anchors,
 * the n residents' and its own. Each image is a latent computation of its own: its latent is a
 * function of the image, the residents and the seed, alone or in a batch, today and tomorrow. Only
 * the residents' columns are shared by those asked together. An image that is a resident itself has
 * half of its zone.
 *
 * @param anchors (n, q), row-major
 * @param dimension q
 * @param origin where they come from
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Residents(float[] anchors, int dimension, Origin origin) {
  /** How many a run keeps; more answer hardly better (notebook 03) and take longer. */
  public static final int USUAL = 1000;

  /**
   * Where residents come from.
   *
   * @param images name of the data set
   * @param classNames of its labels
   * @param seed by which they were chosen
   */
  public record Origin(String images, List<String> classNames, long seed) {
    /** Copies the names. */
    public Origin {
      classNames = List.copyOf(classNames);
    }
  }

  /**
   * Chooses residents and encodes them.
   *
   * @param encoder with its final weights
   * @param learnt the images it has learnt from
   * @param n how many, at most all; the first k are those that k alone would be
   * @param seed of the choice
   */
  public static Residents of(ImageEncoder encoder, ImageDataset learnt, int n, long seed) {
    Require.that(
        n > 0 && n <= learnt.size(),
        "residents must be 1 to %d, the images in %s, got %d",
        learnt.size(),
        learnt.name(),
        n);
    int[] chosen = chosen(learnt.size(), n, seed);
    float[] anchors = ImageAnchors.of(encoder, learnt, chosen).values();
    return new Residents(
        anchors,
        encoder.network().latentDimension(),
        new Origin(learnt.name(), learnt.classNames(), seed));
  }

  /** Returns n different numbers below {@code all}, the first of a shuffle. */
  private static int[] chosen(int all, int n, long seed) {
    SplittableRandom random = SeededRandom.of(seed).generator("residents");
    int[] order = IntStream.range(0, all).toArray();
    for (int i = 0; i < n; i++) {
      int j = i + random.nextInt(all - i);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return Arrays.copyOf(order, n);
  }

  /** Returns the first n of these. */
  public Residents first(int n) {
    Require.that(n > 0 && n <= size(), "there are %d residents, not %d", size(), n);
    return new Residents(Arrays.copyOf(anchors, n * dimension), dimension, origin);
  }

  /** Returns n. */
  public int size() {
    return anchors.length / dimension;
  }

  /**
   * Returns the latents of one group of images, each alone among the residents.
   *
   * @param rows {@value Chunks#GROUP} rows of the images' anchors, one may come twice
   * @param noise ε, as many rows
   * @return (16, q)
   */
  NDArray latents(LatentComputation zones, NDArray rows, NDArray noise) {
    NDManager manager = rows.getManager();
    Anchors company = Anchors.of(Constants.of(manager, anchors, new Shape(size(), dimension)));
    return zones.among(company, Anchors.of(rows), noise);
  }
}
