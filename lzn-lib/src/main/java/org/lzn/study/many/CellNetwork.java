package org.lzn.study.many;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.codec.Patches;
import org.lzn.data.EmojiPeople;
import org.lzn.data.ImageDataset;
import org.lzn.data.StackedImages;
import org.lzn.nn.Network;
import org.lzn.nn.PictureEncoder;
import org.lzn.nn.PictureSketch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.Progress;
import org.lzn.run.Scale;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Fall;
import org.lzn.train.optim.Optimisation;

/**
 * A network for one cell of the table alone: the encoder of one style and the sketch of another,
 * one after the other, trained by the squared error of the picture. It has the sizes and the rates
 * of the classroom's, but no space between, no labels and no other type.
 */
record CellNetwork(Patches patches, PictureEncoder encoder, PictureSketch sketch)
    implements Objective, AutoCloseable {
  private static final ManyTypesStudy CLASSROOM = ManyTypesStudies.of(Scale.CLASSROOM);

  /** Returns the baseline whose network learns so many steps for each cell. */
  static PictureBaseline trained(int steps, long seed) {
    return (people, from, to, known, asked) -> {
      ImageDataset pairs = pairs(people, from, to, known);
      try (CellNetwork network = of(people.pictures(from).shape(), seed)) {
        network.train(pairs, options(steps, Math.min(pairs.size(), batch()), from, to, seed));
        return network.draw(ImageBatch.of(people.pictures(from), asked));
      }
    };
  }

  private static CellNetwork of(Shape picture, long seed) {
    ManyTypesStudy.Model model = CLASSROOM.model();
    Patches patches = model.pictures().patches();
    int p = patches.size();
    Shape split = new Shape(picture.get(0) * p * p, picture.get(1) / p, picture.get(2) / p);
    int q = model.space().dimension();
    PictureEncoder encoder = new PictureEncoder(split, model.pictures().encoder(), q);
    PictureSketch sketch = new PictureSketch(q, model.pictures().sketch(), split);
    SeededRandom draws = SeededRandom.of(seed).named("cell");
    encoder.initialize(Devices.newManager(), draws.named("encoder"));
    sketch.initialize(Devices.newManager(), draws.named("sketch"));
    return new CellNetwork(patches, encoder, sketch);
  }

  private static int batch() {
    return CLASSROOM.training().batch();
  }

  /** The classroom's, but that nothing rests in the second half. */
  private static TrainingOptions options(int steps, int batch, String from, String to, long seed) {
    Optimisation usual = CLASSROOM.training().optimisation();
    Optimisation rates =
        Optimisation.of(usual.warmUp(), usual.emaDecay())
            .withFall(new Fall(steps / 2, steps))
            .withRate("encoder", usual.rates().get(from + " encoder"))
            .withRate("sketch", usual.rates().get(to + " sketch"));
    return TrainingOptions.of(steps, batch, rates)
        .withHeldOut(new TrainingOptions.HeldOut(steps, batch))
        .withSeed(seed);
  }

  private static ImageDataset pairs(EmojiPeople people, String from, String to, int... concepts) {
    List<ImageDataset> both =
        List.of(people.pictures(from, concepts), people.pictures(to, concepts));
    return new StackedImages(from + " to " + to, both);
  }

  private void train(ImageDataset pairs, TrainingOptions options) {
    try (Trainer trainer = new Trainer(this, options);
        Progress progress = Progress.of("a network for " + pairs.name(), options.steps())) {
      trainer.train(pairs, pairs, (step, loss) -> progress.update(step));
    }
  }

  private ImageBatch draw(ImageBatch shown) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return ImageBatch.of(drawn(shown.array(manager)));
    }
  }

  private NDArray drawn(NDArray shown) {
    return patches.join(sketch.forward(encoder.forward(patches.split(shown))));
  }

  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    parts.put("encoder", encoder);
    parts.put("sketch", sketch);
    return parts;
  }

  @Override
  public double value(Step step) {
    return step.ofSlices(
        slice -> {
          NDArray both = step.images(slice);
          NDArray error = drawn(both.get(":, :3")).sub(both.get(":, 3:"));
          double share = slice.size() / (double) step.size();
          return Constants.scale(error.mul(error).mean(), share);
        });
  }

  @Override
  public void close() {
    encoder.close();
    sketch.close();
  }
}
