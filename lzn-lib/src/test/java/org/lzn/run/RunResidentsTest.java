package org.lzn.run;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.SafeTensors;
import org.lzn.flow.Euler;
import org.lzn.task.Residents;

/** The residents beside a run's weights, and weights of half the bytes. */
class RunResidentsTest {
  private static TinyRuns tiny;

  @TempDir private Path folder;

  @BeforeAll
  static void images(@TempDir Path data) {
    tiny = TinyRuns.in(data);
  }

  /** They belong to the weights beside them and to no others. */
  @Test
  void residentsAreThoseOfTheWeightsOrRefusedInOneLineAndMadeAgain() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(tiny.plan("rf-lzn", 1), TinyRuns.checkpoints(run));
    Path file = run.path().resolve("a.residents.safetensors");
    Residents residents = run.residents();
    assertEquals(
        TinyRuns.TRAIN, residents.size(), "all, since these are fewer than the usual number");
    assertEquals("Fashion-MNIST train", residents.origin().images());
    assertEquals("Trouser", residents.origin().classNames().get(1));
    String sum = Checksums.of(file);
    run.settle(Residents.USUAL, 1);
    assertEquals(sum, Checksums.of(file), "a function of weights, images and seed");
    assertEquals(7, run.settle(7, 2).size());
    assertEquals(2, run.residents().origin().seed());

    RunFolder other = RunFolder.at(folder.resolve("b"));
    other.train(tiny.plan("rf-lzn", 2), TinyRuns.checkpoints(other));
    Files.copy(other.path().resolve("b.residents.safetensors"), file, REPLACE_EXISTING);
    assertRefused(run, "expected residents of a.safetensors, SHA-256 ");
    Files.copy(run.path().resolve("a.safetensors"), file, REPLACE_EXISTING);
    assertRefused(run, "got of none");
    Files.write(file, new byte[] {1, 2, 3});
    assertRefused(run, "a sound safetensors file");
    Files.delete(file);
    assertRefused(run, "got no such file. Make them again: lzn residents " + run.path());
    run.settle(Residents.USUAL, 1);
    assertArrayEquals(residents.anchors(), run.residents().anchors());
  }

  @Test
  void halfTheBytesAreTheSameWeightsToElevenBits() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(tiny.plan("rf-lzn", 1), TinyRuns.checkpoints(run));
    run.settle(7, 2);
    Path whole = Files.copy(run.weights(), folder.resolve("whole.safetensors"));
    run.compact();
    assertTrue(Files.size(run.weights()) < 0.6 * Files.size(whole), "headers stay");
    assertWeights(whole, run.weights());
    assertEquals(7, run.residents().size(), "made anew by the rounded weights");
    assertEquals(2, run.residents().origin().seed());
    assertEquals("rf-lzn", SafeTensors.open(run.weights()).metadata().get("recipe"));
    assertFalse(run.sample(1, Euler.steps(2), 1).toString().isEmpty());
    String sum = Checksums.of(run.weights());
    run.compact();
    assertEquals(sum, Checksums.of(run.weights()), "rounded once and for all");
  }

  private static void assertWeights(Path whole, Path half) {
    SafeTensors expected = SafeTensors.open(whole);
    SafeTensors rounded = SafeTensors.open(half);
    assertEquals(expected.names(), rounded.names());
    try (NDManager manager = NDManager.newBaseManager()) {
      for (String name : expected.names()) {
        float[] w = expected.read(manager, name).toFloatArray();
        float[] r = rounded.read(manager, name).toFloatArray();
        for (int i = 0; i < w.length; i++) {
          assertEquals(w[i], r[i], Math.max(Math.abs(w[i]) * 0x1p-11, 0x1p-25), name);
        }
      }
    }
  }

  private static void assertRefused(RunFolder run, String part) {
    String message = assertThrows(BadFileException.class, run::residents).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aRunWithoutALatentSpaceHasNoResidents() {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(tiny.plan("rf", 1), TinyRuns.checkpoints(run));
    assertTrue(Files.notExists(run.path().resolve("a.residents.safetensors")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> run.settle(3, 1)).getMessage();
    assertTrue(message.contains("brings no images into a latent space"), message);
  }
}
