package org.lzn.data.augment;

import java.util.SplittableRandom;
import org.lzn.data.Augmentation;
import org.lzn.data.Picture;
import org.lzn.tensor.Require;

/**
 * Changes brightness, contrast, saturation and hue by random amounts, in random order.
 *
 * <p>A strength b in the first three means a factor uniform on [max(0, 1 - b), 1 + b], a hue h
 * means a turn of the colour circle by a part uniform on [-h, h]. See {@link Colours} for what each
 * does. A strength of 0 leaves that property alone.
 *
 * @param brightness 0 or more
 * @param contrast 0 or more
 * @param saturation 0 or more; no effect on grey images
 * @param hue from 0 to 1/2; no effect on grey images
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Augmentation {
  /** Checks the strengths. */
  public ColourJitter {
    Require.that(
        brightness >= 0 && contrast >= 0 && saturation >= 0 && hue >= 0 && hue <= 0.5,
        "strengths must be 0 or more and hue at most 0.5, got (%s, %s, %s, %s)",
        brightness,
        contrast,
        saturation,
        hue);
  }

  @Override
  public Picture apply(Picture picture, SplittableRandom random) {
    double[] amounts = {
      factor(random, brightness),
      factor(random, contrast),
      factor(random, saturation),
      hue * (2 * random.nextDouble() - 1)
    };
    Picture result = picture;
    for (int property : order(random)) {
      result =
          switch (property) {
            case 0 -> brightness == 0 ? result : Colours.brightness(result, amounts[0]);
            case 1 -> contrast == 0 ? result : Colours.contrast(result, amounts[1]);
            case 2 -> saturation == 0 ? result : Colours.saturation(result, amounts[2]);
            default -> hue == 0 ? result : Colours.hue(result, amounts[3]);
          };
    }
    return result;
  }

  private static double factor(SplittableRandom random, double strength) {
    double low = Math.max(0, 1 - strength);
    return low + (1 + strength - low) * random.nextDouble();
  }

  /** Returns 0 to 3 in random order (Fisher and Yates). */
  private static int[] order(SplittableRandom random) {
    int[] order = new int[4];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
