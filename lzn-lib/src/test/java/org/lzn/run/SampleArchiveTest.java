package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.Solvers;
import org.lzn.train.checkpoint.Checkpoints;

class SampleArchiveTest {
  private static final int N = Drawing.PIECE + 3;
  private static final OdeSolver SOLVER = Solvers.parse("euler:1");

  @TempDir private Path folder;

  @Test
  void holdsTheImagesThatAreDrawnAtOnceAndGoesOnWhereItWasInterrupted() throws IOException {
    RunFolder run = tiny();
    Path file = folder.resolve("s.npz");
    SampleArchive archive = new SampleArchive(run, file, N, SOLVER, 1);
    assertEquals(List.of(0, 1), archive.missing());
    archive.make(1);
    assertEquals(List.of(0), archive.missing());
    assertFalse(Files.exists(file), "a part is no file");
    assertEquals(List.of(0, 1), new SampleArchive(run, file, N, SOLVER, 2).missing(), "other seed");
    assertEquals(file, archive.write());
    assertFalse(Files.exists(folder.resolve("s.npz.parts")));

    byte[] numpy = array(file);
    int numbers = numpy.length - N * 28 * 28;
    assertEquals(0, numbers % 64, "what the format asks of their place");
    assertEquals(
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + N + ", 28, 28, 1,), }",
        new String(numpy, 10, numbers - 10, StandardCharsets.US_ASCII).strip());
    byte[] images = Arrays.copyOfRange(numpy, numbers, numpy.length);
    assertArrayEquals(run.sample(N, SOLVER, 1).bytes(), images);
  }

  @Test
  void refusesAnotherKindOfFileAndNoImages() {
    RunFolder run = RunFolder.at(folder);
    Path array = folder.resolve("s.npz");
    assertThrows(
        IllegalArgumentException.class,
        () -> new SampleArchive(run, folder.resolve("s.png"), 1, SOLVER, 1));
    assertThrows(IllegalArgumentException.class, () -> new SampleArchive(run, array, 0, SOLVER, 1));
    assertTrue(SampleArchive.isOne(array));
  }

  private RunFolder tiny() {
    List<String> changes =
        List.of(
            "training.steps=1",
            "training.batch=2",
            "training.heldOut.images=2",
            "model.decoder.levels.channels=8",
            "evaluation.generated=4");
    RunPlan plan = new RunPlan("rf", Scale.SMOKE, "fashion-mnist", changes, 1);
    RunFolder run = RunFolder.at(folder.resolve("run"));
    run.train(plan, Checkpoints.in(run.checkpoints()));
    return run;
  }

  private static byte[] array(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getInputStream(zip.getEntry("arr_0.npy")).readAllBytes();
    }
  }
}
