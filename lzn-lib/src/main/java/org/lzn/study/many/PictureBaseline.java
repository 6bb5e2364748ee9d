package org.lzn.study.many;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.data.EmojiPeople;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Features;
import org.lzn.metric.NearestImages;
import org.lzn.metric.PixelFeatures;
import org.lzn.metric.RidgeRegression;
import org.lzn.plot.ImageBatch;

/** A way without a latent space to draw in one style what is shown in another. */
@FunctionalInterface
public interface PictureBaseline {
  /**
   * Draws concepts.
   *
   * @param people the pairs
   * @param from the style in which each concept is shown
   * @param to the style in which it is to be drawn
   * @param known the concepts whose pairs may be learnt from
   * @param asked the concepts to draw
   * @return a picture of each, (n, 3, 32, 32)
   */
  ImageBatch draw(EmojiPeople people, String from, String to, int[] known, int[] asked);

  /** Returns the mean of all known pictures, whatever is shown. */
  static PictureBaseline mean() {
    return (people, from, to, known, asked) -> {
      ImageDataset pictures = people.pictures(to);
      float[] values = pictures.values(known);
      int each = values.length / known.length;
      float[] drawn = new float[asked.length * each];
      for (int p = 0; p < each; p++) {
        double sum = 0;
        for (int i = 0; i < known.length; i++) {
          sum += values[i * each + p];
        }
        for (int i = 0; i < asked.length; i++) {
          drawn[i * each + p] = (float) (sum / known.length);
        }
      }
      return batch(drawn, pictures);
    };
  }

  /** Returns a copy of the known concept whose picture is most like the one shown. */
  static PictureBaseline nearestPair() {
    return (people, from, to, known, asked) -> {
      int[][] nearest =
          NearestImages.of(pixels(people, from, asked), pixels(people, from, known), 1).indices();
      int[] copied = Arrays.stream(nearest).mapToInt(row -> known[row[0]]).toArray();
      return ImageBatch.of(people.pictures(to), copied);
    };
  }

  /** Returns the linear map of pixels to pixels: {@link RidgeRegression}. */
  static PictureBaseline ridge(int components, double penalty) {
    return (people, from, to, known, asked) -> {
      RidgeRegression regression = RidgeRegression.on(pixels(people, from, known));
      Features drawn =
          regression
              .fit(pixels(people, to, known), components, penalty)
              .predict(pixels(people, from, asked));
      return batch(floats(drawn), people.pictures(to));
    };
  }

  /**
   * Returns the linear map of the true role, gender and tone, and of each pair of them, one-hot, to
   * pixels: what a drawing gains that is told these and need not read them.
   */
  static PictureBaseline factors(double penalty) {
    return (people, from, to, known, asked) -> {
      Features drawn =
          RidgeRegression.on(codes(people, known))
              .fit(pixels(people, to, known), penalty)
              .predict(codes(people, asked));
      return batch(floats(drawn), people.pictures(to));
    };
  }

  /**
   * Returns a network for each cell alone, the parts of the one space without the space: {@link
   * CellNetwork}.
   */
  static PictureBaseline network(int steps, long seed) {
    return CellNetwork.trained(steps, seed);
  }

  private static Features pixels(EmojiPeople people, String style, int... concepts) {
    return Features.of(new PixelFeatures(), ImageBatch.of(people.pictures(style), concepts));
  }

  /**
   * Returns the one-hot codes of role, gender, tone and of each pair of them side by side, (n,
   * 747).
   */
  private static Features codes(EmojiPeople people, int... concepts) {
    List<int[]> labels = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (String attribute : EmojiPeople.ATTRIBUTES) {
      labels.add(people.labels(attribute));
      widths.add(people.names(attribute).size());
    }
    for (int a = 0; a < EmojiPeople.ATTRIBUTES.size(); a++) {
      for (int b = a + 1; b < EmojiPeople.ATTRIBUTES.size(); b++) {
        int[] first = labels.get(a);
        int[] second = labels.get(b);
        int width = widths.get(b);
        labels.add(
            IntStream.range(0, first.length).map(i -> first[i] * width + second[i]).toArray());
        widths.add(widths.get(a) * width);
      }
    }
    return oneHot(labels, widths, concepts);
  }

  private static Features oneHot(List<int[]> labels, List<Integer> widths, int... concepts) {
    int width = widths.stream().mapToInt(Integer::intValue).sum();
    double[] codes = new double[concepts.length * width];
    int from = 0;
    for (int f = 0; f < labels.size(); f++) {
      for (int i = 0; i < concepts.length; i++) {
        codes[i * width + from + labels.get(f)[concepts[i]]] = 1;
      }
      from += widths.get(f);
    }
    return Features.of(codes, width);
  }

  private static float[] floats(Features rows) {
    double[] values = rows.rows(0, rows.size());
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static ImageBatch batch(float[] values, ImageDataset like) {
    long n = values.length / like.shape().size();
    return new ImageBatch(values, new Shape(n).addAll(like.shape()));
  }
}
