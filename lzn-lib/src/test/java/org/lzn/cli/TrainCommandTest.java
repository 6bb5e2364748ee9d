package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.assertOneLine;
import static org.lzn.cli.Commands.lzn;
import static org.lzn.cli.Commands.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Commands.Output;
import org.lzn.train.checkpoint.Checkpoint;

/** Trainings of a few steps by the command line, and what it makes of their runs. */
class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void trainsEvaluatesSamplesAndTells() throws IOException {
    Path run = folder.resolve("a-run");
    Output trained = train("rf-lzn", run, "--set=model.encoder.levels.channels=8");
    assertEquals(0, trained.status(), trained.text());
    assertTrue(trained.text().contains("reconstruction_l2"), trained.text());
    for (String end : List.of(".json", ".csv", ".safetensors")) {
      assertTrue(Files.exists(run.resolve("a-run" + end)), end);
    }
    Output evaluated = lzn("evaluate", run.toString());
    assertEquals(0, evaluated.status(), evaluated.text());
    String row =
        evaluated.text().lines().filter(l -> l.contains("reconstruction_l2")).findFirst().get();
    String[] cells = row.strip().split("\\s*\\|\\s*", -1);
    assertEquals(cells[1], cells[3], "the same score from the saved weights");
    assertEquals("yes", cells[4]);
    Path picture = folder.resolve("s.png");
    assertEquals(
        0,
        lzn("sample", run.toString(), "--number=4", "--euler=2", "--output=" + picture).status());
    assertTrue(Files.size(picture) > 0);
    assertTrue(lzn("info", run.toString()).text().contains("a-run: smoke scale, seeds 1"));
  }

  @Test
  void tellsTensorBoardAsItGoes() throws IOException {
    Path run = folder.resolve("told");
    Output trained = train("rf", run, "--tensorboard");
    assertEquals(0, trained.status(), trained.text());
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      String events = Files.readString(files.findFirst().get(), StandardCharsets.ISO_8859_1);
      for (String tag : List.of("loss/held-out", "samples", "training.batch")) {
        assertTrue(events.contains(tag), tag);
      }
    }
  }

  @Test
  void theSameCommandOnceMoreGoesOnFromItsCheckpoint() {
    Path run = folder.resolve("b-run");
    assertEquals(0, train("rf", run).status());
    Output longer = train("rf", run, "--set=training.steps=6");
    assertTrue(longer.text().contains("5 of 6"), longer.text());
    Output other = train("rf", run, "--set=training.steps=7", "--set=training.optimisation.clip=2");
    assertEquals(1, other.status());
    assertTrue(other.text().contains("training.optimisation.clip is 1.0, not 2.0"), other.text());
    Output again = train("rf", run, "--set=training.steps=6");
    assertEquals(0, again.status(), again.text());
    assertTrue(again.text().contains("This run is finished and stays as it is."), again.text());
    assertTrue(again.text().contains("b-run: smoke scale, seeds 1"), again.text());
  }

  /** At once, and without a checkpoint that is not sound. */
  @Test
  void aTrainingThatDivergesEndsInOneLine() throws IOException {
    Path run = folder.resolve("c-run");
    Output output =
        train(
            "rf",
            run,
            "--checkpoint-every=1",
            "--set=training.steps=60",
            "--set=training.heldOut.every=60",
            "--set=training.optimisation.rates.decoder=10",
            "--set=training.optimisation.warmUp.updates=0");
    assertEquals(1, output.status(), output.text());
    assertTrue(
        output.text().contains("lzn: diverged: the loss is not finite since"), output.text());
    assertTrue(output.text().lines().noneMatch(line -> line.startsWith("\tat ")), output.text());
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      List<Path> sound = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertEquals(2, sound.size());
      sound.forEach(Checkpoint::open);
    }
  }

  @Test
  void aRunIsNamedAsItsFolderWhichMayHaveSpacesAndAnyLetters() {
    // In the C locale Java cannot name such a file at all.
    String name = isUnicode() ? "mein lauf ü" : "my run";
    Output trained = train("rf", folder.resolve(name));
    assertEquals(0, trained.status(), trained.text());
    assertTrue(Files.exists(folder.resolve(name).resolve(name + ".safetensors")));
    assertTrue(
        lzn("info", folder.resolve(name).toString()).text().contains(name + ": smoke scale"));
    assertOneLine("--output needs the name of a folder", "train", "rf", "--output=");
    assertOneLine("and / has no name", "train", "rf", "--scale=smoke", "--output=/");
    assertOneLine("and / has no name", "evaluate", "/");
  }

  private static boolean isUnicode() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }
}
