package org.lzn.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.tensor.Require;

/**
 * Where the workers of a training meet, and which of them this one is.
 *
 * @param host of worker 0, an address or a name
 * @param port at which worker 0 listens
 * @param rank of this worker, from 0
 * @param size how many workers there are
 */
public record Meeting(String host, int port, int rank, int size) {
  private static final String HOST = "MASTER_ADDR";
  private static final String PORT = "MASTER_PORT";
  private static final String RANK = "RANK";
  private static final String SIZE = "WORLD_SIZE";

  /** Checks the numbers. */
  public Meeting {
    Require.that(!host.isBlank(), "%s must be the address of worker 0, got nothing", HOST);
    Require.that(0 < port && port < 65_536, "%s must be from 1 to 65535, got %d", PORT, port);
    Require.that(size >= 1, "%s must be 1 or more, got %d", SIZE, size);
    Require.that(
        0 <= rank && rank < size,
        "%s must be from 0 to %d for %d workers, got %d",
        RANK,
        size - 1,
        size,
        rank);
  }

  /**
   * Returns the meeting that a launcher, such as torchrun, has set: {@value #HOST}, {@value #PORT},
   * {@value #RANK}, {@value #SIZE}. Empty if neither of the last two is set.
   *
   * @throws IllegalArgumentException that names what is missing or wrong
   */
  public static Optional<Meeting> of(Map<String, String> environment) {
    if (!environment.containsKey(RANK) && !environment.containsKey(SIZE)) {
      return Optional.empty();
    }
    for (String name : List.of(HOST, PORT, RANK, SIZE)) {
      Require.that(
          environment.containsKey(name),
          "%s, %s, %s and %s must all be set to train with several workers, %s is missing",
          HOST,
          PORT,
          RANK,
          SIZE,
          name);
    }
    return Optional.of(
        new Meeting(
            environment.get(HOST),
            number(environment, PORT),
            number(environment, RANK),
            number(environment, SIZE)));
  }

  private static int number(Map<String, String> environment, String name) {
    String text = environment.get(name);
    Require.that(text.matches("\\d{1,9}"), "%s must be a number, got \"%s\"", name, text);
    return Integer.parseInt(text);
  }

  /** Returns the meeting of worker 0 with others on this machine, at a port that is free. */
  public static Meeting here(int size) {
    return new Meeting("127.0.0.1", freePort(), 0, size);
  }

  /** Returns a port of this machine that is free. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free: " + e.getMessage(), e);
    }
  }

  /** Returns the same meeting for another worker. */
  public Meeting withRank(int other) {
    return new Meeting(host, port, other, size);
  }

  /** Returns the variables that tell it to a process. */
  public Map<String, String> environment() {
    return Map.of(
        HOST,
        host,
        PORT,
        String.valueOf(port),
        RANK,
        String.valueOf(rank),
        SIZE,
        String.valueOf(size));
  }

  /**
   * Checks that several workers can meet at all, before others are started.
   *
   * @throws IllegalArgumentException that says what to add
   */
  public static void requireEngine() {
    XgBoostCollective.require();
  }

  /** Meets the others, which takes until the last has come. */
  public Workers join() {
    return size == 1 ? Workers.one() : Workers.of(connect());
  }

  /**
   * Meets the others likewise and returns the engine itself, to be timed or used alone.
   *
   * @throws IllegalArgumentException if the engine is not on the class path; it says what to add
   * @throws java.io.UncheckedIOException if the others are not there
   */
  public Collective connect() {
    return XgBoostCollective.join(this);
  }

  @Override
  public String toString() {
    return "worker " + rank + " of " + size + " at " + host + ":" + port;
  }
}
