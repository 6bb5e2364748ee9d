package example.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.run.Recipe;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.train.checkpoint.Checkpoints;

/** A data set outside the library is one class: the registry finds it, and recipes train on it. */
class StripesTest {
  private static final List<String> SHORT =
      List.of("training.steps=3", "training.batch=8", "training.heldOut.images=8");

  @TempDir private Path folder;

  @Test
  void theRegistryHasItAmongTheLibrarysOwn() {
    assertEquals(Stripes.class, DataSetRegistry.of("stripes").getClass());
    List<String> names = DataSetRegistry.all().stream().map(DataSet::id).toList();
    assertEquals("fashion-mnist", names.get(0));
    assertEquals("stripes", names.get(names.size() - 1), "others come after the library's");
    DataSource source = DataSource.parse("stripes");
    assertEquals("stripes", source.toString());
    assertEquals(2, source.classes());
    ImageDataset test = source.test(64);
    assertEquals(new Shape(1, 16, 16), test.shape());
    assertEquals(List.of("standing", "lying"), test.classNames());
    float[] lying = test.picture(1).values();
    assertEquals(lying[0], lying[15], "one colour along a lying stripe");
    assertThrows(IllegalArgumentException.class, () -> DataSource.parse("stripes:x").train(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rf-lzn", "lzn-align", "joint"})
  void eachCaseStudyTrainsOnIt(String recipe) {
    RunPlan plan = new RunPlan(recipe, Scale.SMOKE, "stripes", SHORT, 1);
    RunFolder run = RunFolder.at(folder.resolve(recipe));
    TrainingRun trained = run.train(plan, Checkpoints.in(run.checkpoints()));
    assertEquals(3, trained.history().last().step());
    assertTrue(Double.isFinite(trained.history().last().train()));
    assertEquals("Stripes test", plan.images(64).heldOut().name());
    try (Recipe.Prepared model = run.model()) {
      assertEquals(new Shape(1, 16, 16), model.experiment("again").shape());
    }
  }
}
