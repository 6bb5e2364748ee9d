package org.lzn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.train.checkpoint.Checkpoint;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.TrainingHistory;

/** A training whose loss is finite no more ends, and its last sound checkpoint stays. */
class DivergenceTest {
  private static final ImageDataset TRAIN = TinyImages.bars(64, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(32, 2);

  @TempDir private Path folder;

  @Test
  void itEndsWithTheStepAndKeepsTheLastSoundCheckpoint() throws IOException {
    TrainingDivergedException error =
        assertThrows(TrainingDivergedException.class, () -> train(40, 50, step -> step > 5));
    String message = error.getMessage();
    assertTrue(message.contains("the loss is not finite since step 6"), message);
    assertTrue(message.contains(folder.toString()), message);
    assertEquals(1, message.lines().count());
    assertEquals(List.of("step-00000004.json", "step-00000005.json"), checkpoints());
    assertEquals(5, Checkpoint.open(folder.resolve("step-00000005.json")).step());
  }

  /** So few steps that the end comes before the patience is spent: then the held-out loss tells. */
  @Test
  void aHeldOutLossThatIsNotFiniteEndsItToo() throws IOException {
    assertThrows(TrainingDivergedException.class, () -> train(6, 4, step -> step > 3));
    assertEquals(List.of("step-00000002.json", "step-00000003.json"), checkpoints());
  }

  @Test
  void aFewStepsThatAreNotFiniteAreSkippedAndCounted() throws IOException {
    TrainingHistory history = train(12, 1, step -> step == 5 || step == 6);
    assertEquals(2, history.counts().nonFinite());
    assertTrue(Double.isNaN(history.points().get(4).train()), "no loss to be averaged");
    Path last = folder.resolve("step-00000012.json");
    assertTrue(Double.isNaN(Checkpoint.open(last).course().points().get(5).train()));
  }

  /** Trains with a checkpoint at each step; where told, the loss of training is not a number. */
  private TrainingHistory train(int steps, int every, IntPredicate spoiled) {
    TrainingOptions options =
        TinyImages.options(steps).withHeldOut(new TrainingOptions.HeldOut(every, 16));
    Checkpoints checkpoints = Checkpoints.in(folder).withEvery(1);
    try (ImageCodec images = TinyImages.model(0).withoutLatents(1);
        Trainer trainer =
            new Trainer(
                new Spoiled(Objective.flowMatching(images), spoiled),
                options,
                Optional.of(checkpoints))) {
      return trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  /** Not a number in the steps that are told, and in the evaluations after three of them. */
  private static final class Spoiled implements Objective {
    private final Objective inner;
    private final IntPredicate spoiled;
    private int bad;

    Spoiled(Objective inner, IntPredicate spoiled) {
      this.inner = inner;
      this.spoiled = spoiled;
    }

    @Override
    public Map<String, Network> parts() {
      return inner.parts();
    }

    @Override
    public double value(Step step) {
      double loss = inner.value(step);
      boolean now = step.training() && spoiled.test(Math.toIntExact(step.draws().step() + 1));
      bad += now ? 1 : 0;
      boolean lost = !step.training() && bad >= 3;
      return now || lost ? Double.NaN : loss;
    }
  }
}
