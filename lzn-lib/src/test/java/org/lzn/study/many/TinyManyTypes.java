package org.lzn.study.many;

import java.util.ArrayList;
import java.util.List;
import org.lzn.data.DataSource;
import org.lzn.data.EmojiPeopleSet;
import org.lzn.data.ImageDataset;
import org.lzn.run.Scale;

/** Case study 4 with the smallest of networks, on a few of its images. */
final class TinyManyTypes {
  private static final DataSource DATA = DataSource.of(new EmojiPeopleSet());
  static final ImageDataset TRAIN = DATA.train(32).take(24);
  static final ImageDataset TEST = DATA.test(32).take(6);
  private static final List<String> SETTINGS =
      List.of(
          "training.steps=2",
          "training.batch=12",
          "training.heldOut.every=2",
          "training.heldOut.images=6",
          "model.space.dimension=6",
          "model.pictures.patches.size=8",
          "model.pictures.encoder.local=3",
          "model.pictures.encoder.units=4",
          "model.pictures.decoder.levels.channels=4",
          "model.pictures.decoder.blocks.outputScale=1.0",
          "model.pictures.sketch.groups=2",
          "model.pictures.sketch.prototypes=3",
          "model.pictures.sketch.products=2",
          "model.pictures.sketch.channels=2",
          "model.pictures.sketch.width=4",
          "model.pictures.solver.steps=2",
          "model.texts.width=6",
          "model.texts.units=5");

  private TinyManyTypes() {}

  /** Makes the model; the caller closes it. */
  static ManyTypesRecipe.Model model(String... changes) {
    List<String> all = new ArrayList<>(SETTINGS);
    all.addAll(List.of(changes));
    return (ManyTypesRecipe.Model) new ManyTypesRecipe().prepare(Scale.SMOKE, DATA, all, 1);
  }
}
