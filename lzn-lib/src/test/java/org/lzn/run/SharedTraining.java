package org.lzn.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lzn.nn.WeightsFile;
import org.lzn.objective.Objective;
import org.lzn.train.Trainer;
import org.lzn.workers.Workers;

/**
 * Trainings by one of several workers, in a process of its own: the smoke setting of each recipe
 * named.
 */
public final class SharedTraining {
  private SharedTraining() {}

  /**
   * Trains each recipe and leaves the weights of this worker in the folder.
   *
   * @param arguments the folder; trainings with blanks between, each a recipe and changes of its
   *     settings with commas between
   */
  public static void main(String[] arguments) {
    Optional<Supplier<Workers>> launched = Workers.launched(System.getenv());
    try (Workers workers = launched.map(Supplier::get).orElse(Workers.one())) {
      for (String training : arguments[1].split(" ", -1)) {
        train(Path.of(arguments[0]), workers, List.of(training.split(",", -1)));
      }
      workers.finish();
    }
  }

  private static void train(Path folder, Workers workers, List<String> training) {
    List<String> changes = training.subList(1, training.size());
    RunPlan plan = new RunPlan(training.get(0), Scale.SMOKE, "fashion-mnist", changes, 1);
    try (Recipe.Prepared model = plan.prepare()) {
      Experiment experiment = model.experiment("shared");
      RunData data = plan.images(model);
      Objective objective = model.following(data.train(), data.heldOut());
      try (Trainer trainer =
          new Trainer(objective, experiment.training(), Optional.empty(), workers)) {
        trainer.train(
            model.learns(data.train()),
            data.heldOut(),
            (step, loss) -> System.out.println("step " + step));
      }
      WeightsFile.write(folder.resolve(file(training, workers)), objective.parts(), Map.of());
    }
  }

  private static String file(List<String> training, Workers workers) {
    String worker = workers.rank() + "-of-" + workers.size();
    return String.join(",", training) + "-" + worker + ".safetensors";
  }
}
