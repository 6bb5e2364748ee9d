package org.lzn.data;

import java.util.SplittableRandom;

/** How an image of a data set is seen in a batch. */
@FunctionalInterface
public interface View {
  /** Returns an image as seen; all chance comes from {@code random}. */
  Picture of(ImageDataset data, int index, SplittableRandom random);

  /** Returns the view of images as they are, of the data set's shape. */
  static View plain() {
    return (data, index, random) -> data.picture(index);
  }

  /** Returns the view of images at the size they are stored in, for a random crop to follow. */
  static View original() {
    return (data, index, random) -> data.original(index);
  }

  /** Returns this view followed by a random change. */
  default View then(Augmentation augmentation) {
    return (data, index, random) -> augmentation.apply(of(data, index, random), random);
  }
}
