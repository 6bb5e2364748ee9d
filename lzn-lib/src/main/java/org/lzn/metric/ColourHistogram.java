package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * Which colours an image has and how many pixels of each, wherever they are.
 *
 * <p>Each channel has b levels from -1 to 1; a pixel counts for the eight combinations of levels
 * around its colour, the nearer the more (trilinear). The features are the square roots of the
 * shares of pixels, (n, b³).
 *
 * @param levels b, 2 or more
 */
public record ColourHistogram(int levels) implements FeatureExtractor {
  private static final int CHANNELS = 3;

  /** Checks the number of levels. */
  public ColourHistogram {
    Require.that(levels >= 2, "levels must be 2 or more, got %d", levels);
  }

  @Override
  public String name() {
    return "colour histogram, " + levels + " levels";
  }

  /** There are no weights. */
  @Override
  public String checksum() {
    return "";
  }

  @Override
  public NDArray features(NDArray images) {
    Require.shape("images", images, -1, CHANNELS, -1, -1);
    int n = (int) images.getShape().get(0);
    int pixels = (int) (images.getShape().get(2) * images.getShape().get(3));
    float[] colours = images.toFloatArray();
    int width = levels * levels * levels;
    float[] shares = new float[n * width];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < pixels; p++) {
        count(colours, i * CHANNELS * pixels + p, pixels, shares, i * width);
      }
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) Math.sqrt(shares[k] / pixels);
    }
    return Constants.of(images.getManager(), shares, new Shape(n, width));
  }

  /** Adds 1 for a pixel, in eight parts. */
  private void count(float[] colours, int place, int next, float[] shares, int start) {
    int[] low = new int[CHANNELS];
    float[] high = new float[CHANNELS]; // the share of the level above
    for (int c = 0; c < CHANNELS; c++) {
      float inside = Math.max(-1, Math.min(1, colours[place + c * next]));
      float level = (inside + 1) / 2 * (levels - 1);
      low[c] = Math.min((int) level, levels - 2);
      high[c] = level - low[c];
    }
    for (int corner = 0; corner < 1 << CHANNELS; corner++) {
      int bin = 0;
      float weight = 1;
      for (int c = 0; c < CHANNELS; c++) {
        int up = corner >> c & 1;
        bin = bin * levels + low[c] + up;
        weight *= up == 1 ? high[c] : 1 - high[c];
      }
      shares[start + bin] += weight;
    }
  }
}
