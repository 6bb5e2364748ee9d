package org.lzn.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.TinyImages;
import org.lzn.TinyViews;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.tensor.Constants;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;
import org.lzn.train.checkpoint.Checkpoints;

class MocoTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);
  private static final Moco.Options OPTIONS = new Moco.Options(40, 0.9, 0.5);
  private static final int Q = 8;

  @TempDir private Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void theNewestKeysStandFirstAndTheOldestLeave() {
    try (KeyQueue queue = new KeyQueue(5, 1, 1)) {
      float[] first = queue.keys().toFloatArray();
      for (float key : first) {
        assertEquals(1, Math.abs(key), 1e-6);
      }
      queue.enter(column(10, 11));
      queue.enter(column(20, 21));
      assertArrayEquals(new float[] {20, 21, 10, 11, first[0]}, queue.keys().toFloatArray());
      queue.enter(column(30, 31));
      assertArrayEquals(new float[] {30, 31, 20, 21, 10}, queue.keys().toFloatArray());
      queue.enter(column(1, 2, 3, 4, 5));
      assertArrayEquals(new float[] {1, 2, 3, 4, 5}, queue.keys().toFloatArray());
      String message =
          assertThrows(IllegalArgumentException.class, () -> queue.enter(column(1, 2, 3, 4, 5, 6)))
              .getMessage();
      assertEquals("a queue of 5 keys cannot take a batch of 6: enlarge it", message);
    }
  }

  /** After k steps towards weights that rest, mᵏ of the first distance is left. */
  @Test
  void theSlowCopyFollowsAsMomentumSays() {
    try (RepresentationEncoder fast = TinyViews.model().encoder(1);
        RepresentationEncoder slow = TinyViews.model().encoder(2)) {
      MomentumEncoder momentum = new MomentumEncoder(fast.network(), slow.network(), 0.75);
      String name = "head.layers.0.weight";
      float[] before = weight(slow, name);
      assertArrayEquals(weight(fast, name), before);
      fast.network().parameter(name).getArray().addi(1);
      for (int k = 1; k <= 3; k++) {
        momentum.follow();
        float[] now = weight(slow, name);
        for (int i = 0; i < now.length; i++) {
          assertEquals(before[i] + 1 - Math.pow(0.75, k), now[i], 1e-6);
        }
      }
    }
  }

  /** Queries meet their own keys; the queue holds what is orthogonal to all. */
  @Test
  void orthogonalKeysGiveTheirClosedForm() {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Moco moco = moco(encoder)) {
      NDArray axes = manager.eye(Q);
      NDArray own = axes.get("0:3");
      NDArray others = axes.get("3:4").repeat(0, 40);
      others.copyTo(moco.state().get("moco.queue"));
      double expected = Math.log(Math.exp(2) + 40) - 2;
      assertEquals(expected, moco.loss(own, own).getFloat(), 1e-5);
      assertEquals(expected, moco.loss(Constants.scale(own, 3), own).getFloat(), 1e-5);
    }
  }

  /** If all keys are one, each of the K + 1 candidates is as likely. */
  @Test
  void identicalKeysGiveTheLogarithmOfTheCandidates() {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Moco moco = moco(encoder)) {
      NDArray one = manager.eye(Q).get("0:1");
      one.repeat(0, 40).copyTo(moco.state().get("moco.queue"));
      assertEquals(Math.log(41), moco.loss(one, one).getFloat(), 1e-5);
    }
  }

  @Test
  void aStepEntersItsKeysAndAnEvaluationDoesNot() {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Moco moco = moco(encoder);
        Trainer trainer = new Trainer(moco, TinyImages.options(1))) {
      float[] before = moco.state().get("moco.queue").toFloatArray();
      trainer.step(TinyViews.batch(TRAIN, 16), SeededRandom.of(1));
      float[] after = moco.state().get("moco.queue").toFloatArray();
      for (int i = 0; i < 24 * Q; i++) {
        assertEquals(before[i], after[16 * Q + i]);
      }
      try (NDManager batch = NDManager.newBaseManager();
          Step step =
              Step.evaluation(
                  Batch.of(batch, TinyViews.batch(TRAIN, 16)), SeededRandom.of(1), 16)) {
        moco.value(step);
      }
      assertArrayEquals(after, moco.state().get("moco.queue").toFloatArray());
    }
  }

  @Test
  void aResumedTrainingHasTheQueueAndTheCopyOfOneThatNeverStopped() {
    Map<String, float[]> whole = train(folder.resolve("whole"), 9);
    train(folder.resolve("parts"), 4);
    Map<String, float[]> parts = train(folder.resolve("parts"), 9);
    assertEquals(whole.keySet(), parts.keySet());
    whole.forEach((name, values) -> assertArrayEquals(values, parts.get(name), name));
  }

  private static Map<String, float[]> train(Path checkpoints, int steps) {
    TrainingOptions options =
        TinyImages.options(steps).withHeldOut(new TrainingOptions.HeldOut(3, 32));
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Moco moco = moco(encoder);
        Trainer trainer =
            new Trainer(
                moco.seeing(TinyViews.view(), TinyViews.view()),
                options,
                Optional.of(Checkpoints.in(checkpoints)))) {
      trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      Map<String, float[]> state = new TreeMap<>();
      moco.state().forEach((name, array) -> state.put(name, array.toFloatArray()));
      state.put("encoder", weight(encoder, "head.layers.0.weight"));
      return state;
    }
  }

  private static Moco moco(RepresentationEncoder encoder) {
    return Objective.moco(encoder, TinyViews.model().encoder(5), OPTIONS, 1);
  }

  private static float[] weight(RepresentationEncoder encoder, String name) {
    return encoder.network().parameter(name).getArray().toFloatArray();
  }

  private NDArray column(float... values) {
    return Constants.of(manager, values, new Shape(values.length, 1));
  }
}
