package org.lzn.run;

import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.tensor.Require;

/**
 * The images of a run.
 *
 * @param train what it learns from
 * @param heldOut what it has not seen: on these the loss is followed and the scores are taken
 */
public record RunData(ImageDataset train, ImageDataset heldOut) {
  /**
   * Reads them: training and test set; or, for a choice among settings, the last of the training
   * images in the place of the test set, which is not even opened.
   *
   * @param validation how many images are held out; 0 for the test set
   * @param side of photographs
   */
  static RunData of(DataSource source, int validation, int side) {
    ImageDataset all = source.train(side);
    if (validation == 0) {
      return new RunData(all, source.test(side));
    }
    int rest = all.size() - validation;
    Require.that(
        0 < rest && rest < all.size(),
        "validation images must be 1 to %d of the %d images of %s, got %d",
        all.size() - 1,
        all.size(),
        all.name(),
        validation);
    return new RunData(all.range(0, rest), all.range(rest, all.size()));
  }
}
