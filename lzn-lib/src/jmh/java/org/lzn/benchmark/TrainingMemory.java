package org.lzn.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lzn.codec.ImageCodec;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.objective.Objective;
import org.lzn.run.Scale;
import org.lzn.study.CaseStudies;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingOptions;

/**
 * The resident memory of a training of RF+LZN at classroom scale, on Linux. Arguments: batch,
 * micro-batch, steps, steps between two lines.
 */
public final class TrainingMemory {
  private TrainingMemory() {}

  /** Trains and prints VmRSS and VmHWM. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int every = Integer.parseInt(arguments[3]);
    UnconditionalStudy study = CaseStudies.unconditional(Scale.CLASSROOM);
    TrainingOptions options =
        study
            .training()
            .withSteps(Integer.parseInt(arguments[2]))
            .withBatch(batch)
            .withMicroBatch(Integer.parseInt(arguments[1]))
            .withHeldOut(new TrainingOptions.HeldOut(Integer.MAX_VALUE, batch));
    ImageDataset train = FashionMnist.train();
    try (ImageCodec images = study.model().withLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), options)) {
      trainer.train(
          train, FashionMnist.test(), (step, loss) -> print(step % every == 0, step, loss));
    }
  }

  private static void print(boolean due, int step, double loss) {
    if (due) {
      System.out.printf(
          Locale.ROOT, "step %d loss %.4f %s %s%n", step, loss, status("VmRSS"), status("VmHWM"));
    }
  }

  private static String status(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .orElse(name + " unknown");
    } catch (IOException e) {
      return name + " unknown";
    }
  }
}
