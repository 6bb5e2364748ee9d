package org.lzn.data.augment;

import org.lzn.data.Augmentation;
import org.lzn.data.View;

/**
 * The views of case study 2: two random views of each image are aligned.
 *
 * <pre>
 * batches.withViews(Views.photograph(224), Views.photograph(224))
 * </pre>
 */
public final class Views {
  private Views() {}

  /**
   * Returns the paper's view of a colour photograph [Lin25] §4: random resized crop, flip, colour
   * jitter (0.8, 0.8, 0.8, 0.2) with probability 0.8, grey with probability 0.2, Gaussian blur with
   * a kernel of 23 pixels and a standard deviation from 0.1 to 2. The crop covers 8 % to all of the
   * image's area, as is usual.
   *
   * @param side the side of the view, 224 in the paper
   */
  public static View photograph(int side) {
    return View.original()
        .then(new RandomResizedCrop(side, 0.08))
        .then(Augmentation.flip())
        .then(new ColourJitter(0.8, 0.8, 0.8, 0.2).sometimes(0.8))
        .then(((Augmentation) (picture, random) -> Colours.grey(picture)).sometimes(0.2))
        .then(new GaussianBlur(23, 0.1, 2));
  }

  /**
   * Returns a view of a small grey image, such as 28 × 28: milder, since it has no background to
   * crop and no colour to change. Random resized crop of 30 % to all of the area, flip, brightness
   * and contrast by up to 0.4 with probability 0.8, blur with a kernel of 3 with probability 0.5.
   *
   * @param side the side of the view
   */
  public static View small(int side) {
    return View.original()
        .then(new RandomResizedCrop(side, 0.3))
        .then(Augmentation.flip())
        .then(new ColourJitter(0.4, 0.4, 0, 0).sometimes(0.8))
        .then(new GaussianBlur(3, 0.1, 1).sometimes(0.5));
  }
}
