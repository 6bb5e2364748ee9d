package org.lzn.data;

import java.util.SplittableRandom;
import org.lzn.tensor.Require;

/** A random change of an image that keeps what it shows. */
@FunctionalInterface
public interface Augmentation {
  /** Returns the changed picture; all chance comes from {@code random}. */
  Picture apply(Picture picture, SplittableRandom random);

  /** Returns this change followed by another. */
  default Augmentation then(Augmentation next) {
    return (picture, random) -> next.apply(apply(picture, random), random);
  }

  /** Returns this change, made with the given probability. */
  default Augmentation sometimes(double probability) {
    Require.that(
        probability >= 0 && probability <= 1,
        "a probability must be from 0 to 1, got %s",
        probability);
    return (picture, random) ->
        random.nextDouble() < probability ? apply(picture, random) : picture;
  }

  /** Returns the mirroring left to right of every second image, by chance. */
  static Augmentation flip() {
    Augmentation always = (picture, random) -> picture.mirrored();
    return always.sometimes(0.5);
  }
}
