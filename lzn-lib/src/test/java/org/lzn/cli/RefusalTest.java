package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.assertOneLine;
import static org.lzn.cli.Commands.assertSays;
import static org.lzn.cli.Commands.lzn;
import static org.lzn.cli.Commands.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Commands.Output;
import org.lzn.data.Datasets;

/** What cannot be done is said in one line, with what to do instead. */
class RefusalTest {
  @TempDir private Path folder;

  @AfterEach
  void forgetTheDevice() {
    System.clearProperty("lzn.device");
  }

  @Test
  void whatCouldNotBeScoredOrKeptIsRefusedBeforeTraining() {
    assertSays("images reconstructed must be 1", set("evaluation.reconstructions=0"));
    assertSays("draws of a latent must be 1", "train", "rf-lzn", "--set=evaluation.draws=0");
    assertSays("images generated must be 4 or more, got 3", set("evaluation.generated=3"));
    assertSays("training.seed cannot be changed: --seed sets it", set("training.seed=2"));
    assertSays("labels of a probe must be 1", "train", "pixels", "--set=evaluation.labels=0");
    assertSays("α must be finite, not negative", "train", "joint", "--set=labels.choice.alphas=-1");
    assertSays("1 or more checkpoints must be kept, got 0", "train", "rf", "--keep=0");
    assertSays("--validation must be 1 or more, got 0", "train", "rf", "--validation=0");
    assertSays("validation images must be 1 to", "train", "rf", "--validation=99999999");
    assertSays(
        "filter must have 4 taps", "train", "rf", "--set=model.decoder.resampling.filter=1,2");
  }

  @Test
  void whatIsWrongIsSaidInOneLineWithARemedy() {
    assertSays("no recipe \"rf-lnz\": did you mean rf-lzn? There are", "train", "rf-lnz");
    assertSays("instead of trainig, did you mean training?", set("trainig.steps=3"));
    assertSays(
        "instead of decodr, did you mean decoder?", set("training.optimisation.stops.decodr=3"));
    assertSays("expected a value like 20 (Integer), got \"many\"", set("training.steps=many"));
    assertSays("setting training.batch: batch must be positive, got -1", set("training.batch=-1"));
    assertSays("must be path=value, got \"steps\"", set("steps"));
    assertSays("LZN_SCALE must be one of smoke", "train", "rf", "--scale=huge");
    assertSays("a run's folder", "info", folder.toString());
    assertSays("expected a run's folder", "evaluate", folder.resolve("none").toString());
  }

  @Test
  void aFileIsNoRunsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("passwd"), "root");
    assertOneLine(
        file + ": expected a run's folder with its record, NAME.json, got a file",
        "evaluate",
        file.toString());
  }

  @Test
  void aRunOfWhichOnlyTheRecordIsKeptHasNoWeightsToRound() {
    Path run = Datasets.find("runs").resolve("rf-2");
    assertOneLine("expected a sound safetensors file, got no such file", "compact", run.toString());
  }

  @Test
  void aDataSetWithoutItsFolderIsRefused() {
    assertOneLine("names no place after the colon: folder:FOLDER", "info", "rf", "--data=folder:");
    assertOneLine("names no place after the colon: mnist:FOLDER", "info", "rf", "--data=mnist: ");
  }

  @Test
  void aModelTooLargeForThisMachineIsOneLine() {
    assertOneLine("fewer channels", set("model.decoder.levels.channels=100000"));
    assertOneLine("out of memory (", set("model.decoder.levels.channels=12000"));
  }

  @Test
  void aWrongOptionSuggestsTheRightOne() {
    Output output = lzn("train", "rf", "--outpt=x");
    assertEquals(2, output.status());
    assertTrue(output.text().contains("Unknown option: '--outpt=x'"), output.text());
    assertTrue(output.text().contains("--output"), output.text());
    assertEquals(2, lzn("trian", "rf").status());
    assertEquals(2, lzn().status());
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedAtOnce() {
    Output none = lzn("info", "--device=gpu:99");
    assertEquals(2, none.status());
    assertTrue(none.text().contains("device gpu:99: the engine sees"), none.text());
    assertTrue(lzn("info", "--device=tpu").text().contains("device must be auto, cpu or gpu:N"));
    assertEquals(0, lzn("info", "--device=cpu").status());
    System.setProperty("lzn.device", "gpu:3"); // as LZN_DEVICE does
    assertOneLine("device gpu:3: the engine sees", "info");
  }
}
