package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Lzn;
import org.lzn.notebook.Notebook;
import org.lzn.notebook.NotebookRunner;
import org.lzn.run.RunFolder;
import org.lzn.run.RunScore;
import org.lzn.run.TrainingRun;
import org.lzn.tensor.Devices;

/** A network, a loss and a recipe written outside the library train by the command line. */
class BarlowTwinsTest {
  private static final Path NOTEBOOK =
      Path.of(
          System.getProperty("lzn.home"), "lzn-lib/src/test/java/example/90-barlow-twins.ipynb");

  @TempDir private Path folder;

  /** Two components that are uncorrelated: equal views are perfect, a mirrored one is not. */
  @Test
  void theLossIsKnownInClosedForm() {
    float[] apart = {1, 1, 1, -1, -1, 1, -1, -1};
    float[] mirrored = {1, -1, 1, 1, -1, -1, -1, 1};
    float[] same = {1, 1, 1, 1, -1, -1, -1, -1};
    assertEquals(0, loss(apart, apart), 1e-6);
    assertEquals(4, loss(apart, mirrored), 1e-6, "(1 - 1)² + (1 - -1)²");
    assertEquals(2 * 0.25, loss(same, same), 1e-6, "λ times two correlations of 1");
  }

  private static double loss(float[] first, float[] second) {
    try (NDManager manager = Devices.newManager()) {
      NDArray a = manager.create(first, new Shape(4, 2));
      NDArray b = manager.create(second, new Shape(4, 2));
      return new BarlowTwins(null, 0.25).loss(a, b).getFloat();
    }
  }

  @Test
  void patchesThatDoNotFillTheImageAreRefused() {
    PatchEncoder.Options five = new PatchEncoder.Options(5, 8, 8);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new PatchEncoder(new Shape(1, 16, 16), five))
            .getMessage();
    assertEquals("patches of 5 pixels do not fill an image of 16 × 16", message);
  }

  @Test
  void theCommandLineTrainsItAndItLearns() throws IOException {
    Path first = train("first", "--seed=1");
    Path second = train("second", "--seed=1");
    Path other = train("other", "--seed=2");
    assertTrue(Arrays.equals(weights(first), weights(second)), "one seed, the same weights");
    assertTrue(!Arrays.equals(weights(first), weights(other)), "another seed, others");
    TrainingRun run = RunFolder.at(first).run();
    var points = run.history().points();
    double before = points.get(0).heldOut();
    assertTrue(run.history().last().heldOut() < 0.8 * before, before + " to " + run.history());
    RunScore top1 =
        run.record().scores().stream().filter(s -> s.name().equals("top1")).findAny().get();
    assertEquals(0, Lzn.run("evaluate", first.toString()));
    assertTrue(top1.value() > 80, top1.toString());
  }

  private Path train(String name, String seed) {
    Path run = folder.resolve(name);
    int status =
        Lzn.run(
            "train",
            "barlow-twins",
            "--data=stripes",
            "--scale=smoke",
            "--set=training.heldOut.every=5",
            seed,
            "--output=" + run);
    assertEquals(0, status);
    return run;
  }

  private static byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(run.resolve(run.getFileName() + ".safetensors"));
  }

  @Test
  void aNotebookUsesThem() {
    String printed = NotebookRunner.run(Notebook.read(NOTEBOOK));
    assertTrue(printed.contains("top1"), printed);
  }
}
