package org.lzn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.data.SmallFashion;
import org.lzn.notebook.Notebook;
import org.lzn.notebook.NotebookRunner;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.train.checkpoint.Checkpoints;

/** Every recipe and every notebook also runs on a data set of 500 images. */
class SmallDataTest {
  private static final int TRAIN = 500;

  @TempDir static Path folder;

  @BeforeAll
  static void smallDataAtSmokeScale() {
    SmallFashion.write(folder, TRAIN, 200);
    System.setProperty("lzn.data", folder.toString());
    System.setProperty("lzn.scale", "smoke");
  }

  @AfterAll
  static void asBefore() {
    System.clearProperty("lzn.data");
    System.clearProperty("lzn.scale");
  }

  @TestFactory
  Stream<DynamicTest> everyRecipe() {
    return Recipes.all().stream()
        .filter(recipe -> recipe.usualData().equals("fashion-mnist"))
        .map(recipe -> DynamicTest.dynamicTest(recipe.id(), () -> trains(recipe)));
  }

  private static void trains(Recipe recipe) {
    RunPlan plan = new RunPlan(recipe.id(), Scale.SMOKE, "fashion-mnist", List.of(), 1);
    RunFolder run = RunFolder.at(folder.resolve(recipe.id()));
    TrainingRun trained = run.train(plan, Checkpoints.in(run.checkpoints()));
    assertTrue(trained.record().setup().data().get(0).size() <= TRAIN);
  }

  @TestFactory
  Stream<DynamicTest> everyNotebook() {
    List<Path> notebooks = Notebook.files(NotebooksTest.HOME.resolve("notebooks"));
    return DynamicTest.stream(
        notebooks.iterator(),
        file -> file.getFileName().toString(),
        file -> NotebookRunner.run(Notebook.read(file)));
  }
}
