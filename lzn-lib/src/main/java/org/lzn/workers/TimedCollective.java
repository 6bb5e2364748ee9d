package org.lzn.workers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine whose calls are timed: what {@code Workers.of(new TimedCollective(meeting.connect()))}
 * exchange, and how long it takes.
 *
 * <p>A call lasts from this worker's coming to the end, so that it holds the wait for the last one
 * to come. That one does not wait: the shortest time of all workers for the same call, the i-th of
 * each, is the exchange alone, and what a worker's own is longer is its waiting.
 */
public final class TimedCollective implements Collective {
  private final Collective engine;
  private List<Call> calls = new ArrayList<>();

  /**
   * One call.
   *
   * @param bytes of the buffer that was summed or copied
   * @param seconds from this worker's coming to the end, the wait for others included
   */
  public record Call(int bytes, double seconds) {}

  /** Times the calls of an engine, which is closed with this one. */
  public TimedCollective(Collective engine) {
    this.engine = engine;
  }

  /** Returns the calls since the last time that somebody asked, in their order. */
  public List<Call> take() {
    List<Call> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }

  @Override
  public int rank() {
    return engine.rank();
  }

  @Override
  public int size() {
    return engine.size();
  }

  @Override
  public void sumFloats(ByteBuffer numbers) {
    time(numbers, () -> engine.sumFloats(numbers));
  }

  @Override
  public void sumDoubles(ByteBuffer numbers) {
    time(numbers, () -> engine.sumDoubles(numbers));
  }

  @Override
  public void copy(ByteBuffer bytes, int from) {
    time(bytes, () -> engine.copy(bytes, from));
  }

  private void time(ByteBuffer buffer, Runnable call) {
    long start = System.nanoTime();
    call.run();
    calls.add(new Call(buffer.capacity(), (System.nanoTime() - start) * 1e-9));
  }

  @Override
  public void finish() {
    engine.finish();
  }

  @Override
  public void close() {
    engine.close();
  }
}
