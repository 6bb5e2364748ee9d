package org.lzn.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A drawing with at most 256 colours, which makes its PNG a third as large. The most frequent
 * colours stay as they are; the rare ones, on the soft edges of lines and letters, become the
 * nearest of those.
 */
final class IndexedColours {
  private static final int MOST = 256;

  private IndexedColours() {}

  /** Returns the drawing in the 256 colours that serve it best. */
  static BufferedImage of(BufferedImage drawing) {
    int[] pixels = pixels(drawing);
    Map<Integer, Integer> counts = counts(pixels);
    boolean exact = counts.size() <= MOST;
    int[] colours =
        exact
            ? counts.keySet().stream().mapToInt(Integer::intValue).sorted().toArray()
            : palette(counts);
    return indexed(drawing.getWidth(), drawing.getHeight(), pixels, colours);
  }

  /** Returns a picture unchanged to the eye: indexed if it has 256 colours or fewer, or itself. */
  static BufferedImage ifExact(BufferedImage picture) {
    return counts(pixels(picture)).size() <= MOST ? of(picture) : picture;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static Map<Integer, Integer> counts(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    return counts;
  }

  private static BufferedImage indexed(int width, int height, int[] pixels, int[] colours) {
    Map<Integer, Integer> indices = new HashMap<>();
    Arrays.stream(pixels)
        .forEach(pixel -> indices.computeIfAbsent(pixel, p -> nearest(colours, p)));
    IndexColorModel model =
        new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int i = 0; i < pixels.length; i++) {
      indexed.getRaster().setSample(i % width, i / width, 0, indices.get(pixels[i]));
    }
    return indexed;
  }

  /** Returns the most frequent colour of each of the most frequent families of near colours. */
  private static int[] palette(Map<Integer, Integer> counts) {
    Map<Integer, Integer> families = new HashMap<>();
    Map<Integer, Integer> heads = new HashMap<>();
    counts.forEach(
        (colour, count) -> {
          families.merge(family(colour), count, Integer::sum);
          heads.merge(family(colour), colour, (a, b) -> frequent(counts, a, b));
        });
    List<Map.Entry<Integer, Integer>> ordered =
        families.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .toList();
    return ordered.stream().mapToInt(family -> heads.get(family.getKey())).toArray();
  }

  /** The five leading bits of each channel. */
  private static int family(int colour) {
    return colour & 0xF8F8F8;
  }

  private static int frequent(Map<Integer, Integer> counts, int a, int b) {
    int order = Integer.compare(counts.get(a), counts.get(b));
    return order > 0 || (order == 0 && a > b) ? a : b;
  }

  private static int nearest(int[] colours, int colour) {
    int[] distances = Arrays.stream(colours).map(c -> distance(c, colour)).toArray();
    int best = 0;
    for (int i = 1; i < distances.length; i++) {
      best = distances[i] < distances[best] ? i : best;
    }
    return best;
  }

  private static int distance(int a, int b) {
    int red = (a >> 16 & 255) - (b >> 16 & 255);
    int green = (a >> 8 & 255) - (b >> 8 & 255);
    int blue = (a & 255) - (b & 255);
    return red * red + green * green + blue * blue;
  }
}
