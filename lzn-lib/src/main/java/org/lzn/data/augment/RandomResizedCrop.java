package org.lzn.data.augment;

import java.util.SplittableRandom;
import org.lzn.data.Augmentation;
import org.lzn.data.Picture;
import org.lzn.tensor.Require;

/**
 * Cuts out a part of random area and proportions and resizes it to a square [Sze15].
 *
 * <p>The part's area is a share of the whole, uniform from {@code smallest} to 1; the logarithm of
 * its width over its height is uniform from log 3/4 to log 4/3. If ten tries give no part that
 * fits, the largest middle part of allowed proportions is taken.
 *
 * @param side the side of the result
 * @param smallest the smallest share of the area, in (0, 1]
 */
public record RandomResizedCrop(int side, double smallest) implements Augmentation {
  private static final double LOG_RATIO = Math.log(4.0 / 3.0);
  private static final int TRIES = 10;

  /** Checks side and share. */
  public RandomResizedCrop {
    Require.that(side >= 1, "side must be 1 or more, got %d", side);
    Require.that(
        smallest > 0 && smallest <= 1,
        "the smallest share of the area must be in (0, 1], got %s",
        smallest);
  }

  @Override
  public Picture apply(Picture picture, SplittableRandom random) {
    double area = (double) picture.height() * picture.width();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double part = area * uniform(random, smallest, 1);
      double ratio = Math.exp(uniform(random, -LOG_RATIO, LOG_RATIO));
      int width = (int) Math.round(Math.sqrt(part * ratio));
      int height = (int) Math.round(Math.sqrt(part / ratio));
      if (width > 0 && height > 0 && width <= picture.width() && height <= picture.height()) {
        int top = random.nextInt(picture.height() - height + 1);
        int left = random.nextInt(picture.width() - width + 1);
        return picture.crop(top, left, height, width).resize(side, side);
      }
    }
    return middle(picture).resize(side, side);
  }

  private static Picture middle(Picture picture) {
    int height = picture.height();
    int width = picture.width();
    int partHeight = Math.min(height, (int) Math.round(width * 4.0 / 3.0));
    int partWidth = Math.min(width, (int) Math.round(height * 4.0 / 3.0));
    return picture.crop((height - partHeight) / 2, (width - partWidth) / 2, partHeight, partWidth);
  }

  private static double uniform(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
