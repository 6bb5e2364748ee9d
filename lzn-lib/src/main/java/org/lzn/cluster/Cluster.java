package org.lzn.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.lzn.tensor.Require;

/** Machines that do pieces of work. */
public interface Cluster extends AutoCloseable {
  /**
   * Does a piece of work and waits for it; may be asked by several threads at once.
   *
   * @throws RuntimeException if it failed, as often as this cluster tries
   */
  <R extends Serializable> R run(Work<R> work);

  /**
   * Does work that processes share, all at the same time, and waits for it. Where one of them is
   * lost, all begin again.
   *
   * @param size how many processes
   * @return what the first of them returns
   * @throws IllegalArgumentException if what it has are not processes
   * @throws RuntimeException if it failed, as often as this cluster tries
   */
  <R extends Serializable> R together(int size, SharedWork<R> work);

  /** Returns how many pieces of work it should have in hand at once. */
  int most();

  @Override
  void close();

  /** Returns this process as a cluster, which does so many pieces at once. */
  static Cluster here(int most) {
    Require.that(most > 0, "there must be 1 or more at a time, got %d", most);
    return new Here(most);
  }

  /**
   * Opens the cluster at an address, such as {@code spark://host:7077}.
   *
   * @throws IllegalArgumentException if no engine on the class path knows such addresses
   */
  static Cluster at(String address) {
    return ServiceLoader.load(ClusterEngine.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(engine -> engine.knows(address))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no engine here reaches "
                        + address
                        + ": for Apache Spark, at spark://HOST:PORT, local[2] or yarn, build the"
                        + " library with it: LZN_MAVEN_ARGS=-Pspark environment/lzn ..."))
        .open(address);
  }

  /**
   * Does all pieces of work, each as soon as there is room for it; one that fails leaves the others
   * alone.
   *
   * @param works by name
   * @param ended hears of each that has succeeded, one at a time
   * @return why those that have failed did, by name
   */
  default <R extends Serializable> Map<String, RuntimeException> all(
      Map<String, ? extends Work<R>> works, BiConsumer<String, R> ended) {
    ExecutorService room = Executors.newFixedThreadPool(most());
    Map<String, RuntimeException> failures = new LinkedHashMap<>();
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      works.forEach(
          (name, work) ->
              all.add(
                  CompletableFuture.supplyAsync(() -> run(work), room)
                      .handle(
                          (result, error) -> {
                            synchronized (failures) {
                              if (error == null) {
                                ended.accept(name, result);
                              } else {
                                failures.put(name, unwrapped(error));
                              }
                            }
                            return null;
                          })));
      all.forEach(CompletableFuture::join);
    } finally {
      room.shutdownNow();
    }
    return failures;
  }

  private static RuntimeException unwrapped(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
