package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.run.Scale;
import org.lzn.train.checkpoint.Checkpoints;

class CurveFileTest {
  private static final List<String> TINY =
      List.of(
          "training.steps=1",
          "training.batch=2",
          "training.heldOut.images=2",
          "model.decoder.levels.channels=8",
          "evaluation.generated=32",
          "evaluation.solver.steps=2");

  @TempDir private Path folder;

  /** Told labels it draws otherwise than a model that is not. */
  @Test
  void theImagesAreThoseThatAreScored() {
    RunFolder run = RunFolder.at(folder.resolve("run"));
    double recorded = trained(run, "rf-conditional");
    SamplingCurve curve = new CurveFile(run).measure(32, List.of("euler:2"));
    assertEquals(recorded, curve.points().get(0).distance(), 1e-9 * recorded);
  }

  private static double trained(RunFolder run, String recipe) {
    RunPlan plan = new RunPlan(recipe, Scale.SMOKE, "fashion-mnist", TINY, 1);
    return run.train(plan, Checkpoints.in(run.checkpoints())).record().scores().stream()
        .filter(score -> score.name().equals("frechet_distance"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void keepsWhatIsMeasuredAndAgreesWithTheRecord() throws Exception {
    RunFolder run = RunFolder.at(folder.resolve("run"));
    double recorded = trained(run, "rf");
    CurveFile file = new CurveFile(run);
    BadFileException none = assertThrows(BadFileException.class, file::read);
    assertTrue(none.getMessage().contains("environment/lzn curve"), none.getMessage());
    SamplingCurve first = file.measure(32, List.of("euler:2"));
    assertEquals(recorded, first.points().get(0).distance(), 1e-9 * recorded);

    SamplingCurve both = file.measure(32, List.of("euler:2", "euler:1"));
    assertEquals(first.points().get(0), both.points().get(0), "not measured again");
    assertEquals(1, both.points().get(1).evaluations());
    assertEquals(both, file.read());
    assertEquals(1, file.measure(16, List.of("euler:1")).points().size(), "of other images");
    assertEquals(both, file.read(), "others lose nothing");

    Files.writeString(file.path(), "solver,images\neuler:1,many\n");
    assertThrows(BadFileException.class, file::read);
  }
}
