package org.lzn.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.nn.WeightsFile;
import org.lzn.objective.Objective;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.TrainingHistory;

/** A short training in a process of its own, to be killed. */
public final class KilledTraining {
  public static final int STEPS = 60;

  private KilledTraining() {}

  /** Trains with checkpoints in the first folder, and writes the last weights to the second. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Checkpoints checkpoints = Checkpoints.in(folder).withEvery(Integer.parseInt(arguments[1]));
    ImageDataset train = TinyImages.bars(256, 1);
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
        Trainer trainer =
            new Trainer(
                Objective.flowMatching(images),
                TinyImages.options(STEPS).withHeldOut(new TrainingOptions.HeldOut(7, 32)),
                Optional.of(checkpoints))) {
      System.out.println("ready");
      TrainingHistory history =
          trainer.train(
              train,
              TinyImages.bars(64, 2),
              (step, loss) -> System.out.println("step " + step + " " + loss));
      WeightsFile.write(folder.resolve("final.safetensors"), images.parts(), Map.of());
      System.out.println("losses " + history.last().train() + " " + history.last().heldOut());
    }
  }
}
