package org.lzn.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedCollectiveTest {
  private static final double SLEPT = 0.02;

  private final TimedCollective timed = new TimedCollective(new Twin());

  @Test
  void callsComeToTheEngineAndAreTimed() {
    ByteBuffer floats = ByteBuffer.allocateDirect(8).putFloat(0, 1.5f);
    timed.sumFloats(floats);
    timed.copy(ByteBuffer.allocateDirect(3), 1);
    assertEquals(3, floats.getFloat(0));
    List<TimedCollective.Call> calls = timed.take();
    assertEquals(List.of(8, 3), calls.stream().map(TimedCollective.Call::bytes).toList());
    assertTrue(calls.get(0).seconds() >= SLEPT, () -> "slept, got " + calls);
  }

  @Test
  void workersTakeItAsTheyTakeItsEngine() {
    Workers workers = Workers.of(timed);
    assertEquals(2, workers.size());
    assertEquals(1, workers.rank());
    assertEquals(5, workers.sum(2.5));
    assertEquals(List.of(8), timed.take().stream().map(TimedCollective.Call::bytes).toList());
    assertEquals(List.of(), timed.take());
  }

  /** The second of two workers, of whom the first always has the same numbers and comes late. */
  private static final class Twin implements Collective {
    @Override
    public int rank() {
      return 1;
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public void sumFloats(ByteBuffer numbers) {
      try {
        Thread.sleep((long) (1000 * SLEPT));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      numbers.putFloat(0, 2 * numbers.getFloat(0));
    }

    @Override
    public void sumDoubles(ByteBuffer numbers) {
      numbers.putDouble(0, 2 * numbers.getDouble(0));
    }

    @Override
    public void copy(ByteBuffer bytes, int from) {}

    @Override
    public void close() {}
  }
}
