package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.SafeTensors;
import org.lzn.tensor.Devices;
import org.lzn.workers.Meeting;

/** Real processes that train together on this machine. */
class WorkersTest {
  private static final int MINUTES = 15;

  /** A few: lzn-lib/README.md has the differences after 50, which take minutes. */
  private static final int STEPS = Integer.getInteger("lzn.workers.steps", 8);

  /** Worker by worker the sums of a step are those of one process that cuts its batch likewise. */
  private static final String HALVES = "training.microBatch=16,training.steps=" + STEPS;

  /**
   * Of this recipe only a few steps: moving all anchors alike changes no latent, so that the
   * gradient of the last bias is nothing but rounding, of which Adam makes whole steps.
   */
  private static final String ALIGN = "lzn-align,training.microBatch=16,training.steps=5";

  private static final List<String> RECIPES =
      List.of(
          "rf",
          "rf-lzn",
          "rf-lzn-frozen",
          "rf-conditional",
          "joint",
          "joint-classify-only",
          "classifier",
          "supervised",
          "simclr",
          "moco");

  /** Two network namespaces, a cable between them, and in each a worker, the given command. */
  private static final String TWO_HOSTS =
      """
      set -e
      mount -t tmpfs none /run
      for host in a b; do ip netns add $host; done
      ip -n a link add name eth type veth peer name eth netns b
      ip -n a addr add 10.9.0.1/24 dev eth
      ip -n b addr add 10.9.0.2/24 dev eth
      for host in a b; do ip -n $host link set eth up; ip -n $host link set lo up; done
      export MASTER_ADDR=10.9.0.1 MASTER_PORT=29500 WORLD_SIZE=2
      RANK=1 ip netns exec b "$@" &
      RANK=0 ip netns exec a "$@"
      wait $!
      """;

  @TempDir private Path folder;

  @Test
  void twoWorkersLearnWhatOneProcessLearnsWithEveryRecipe() throws Exception {
    List<String> trainings = new ArrayList<>(List.of(ALIGN));
    RECIPES.forEach(recipe -> trainings.add(recipe + "," + HALVES));
    trainings.add("rf-lzn,training.anchors=64," + HALVES);
    compare(2, trainings);
  }

  @Test
  void fourWorkersDoSoTooInMicroBatchesThatOneOfThemHoldsInPart() throws Exception {
    String fours = ",training.microBatch=16,training.steps=" + STEPS;
    compare(4, List.of("rf-lzn" + fours, "moco" + fours, "joint" + fours));
  }

  @Test
  void oneThatIsKilledStopsTheOtherWithOneLine() throws Exception {
    String endless = "rf-lzn,training.steps=100000,training.heldOut.every=1";
    List<Process> workers = start(2, List.of(endless));
    Path progress = log(0, 2);
    while (!Files.readString(progress).contains("step 3")) {
      assertTrue(workers.get(0).isAlive(), () -> read(progress));
      Thread.sleep(50);
    }
    workers.get(1).destroyForcibly();
    assertTrue(workers.get(0).waitFor(10, TimeUnit.SECONDS), "worker 0 goes on alone");
    assertEquals(1, workers.get(0).exitValue());
    String lost = " has lost another: the same command goes on from the last checkpoint";
    assertTrue(read(progress).contains(lost), () -> read(progress));
  }

  /** Where Open MPI is installed; the sums are its own. */
  @Test
  void startedByMpiTheyDoSoToo() throws Exception {
    assumeTrue(runs("mpirun", "--version"), "no mpirun here");
    List<String> trainings = List.of("rf-lzn," + HALVES, "joint," + HALVES);
    List<String> command =
        new ArrayList<>(List.of("mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2"));
    command.addAll(training(trainings));
    compare(2, trainings, () -> List.of(start(command, Map.of(), log(0, 1))));
  }

  /** Two hosts, as far as the network tells, where this machine lets its users make such. */
  @Test
  void onTwoHostsTheyDoSoToo() throws Exception {
    assumeTrue(runs("unshare", "-rnm", "ip", "netns", "list"), "no network namespaces here");
    List<String> trainings = List.of("rf-lzn," + HALVES);
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rnm", "bash", "-c", TWO_HOSTS, "bash"));
    command.addAll(training(trainings));
    compare(2, trainings, () -> List.of(start(command, Map.of(), log(0, 1))));
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private void compare(int size, List<String> trainings) throws Exception {
    compare(size, trainings, () -> start(size, trainings));
  }

  private void compare(int size, List<String> trainings, Callable<List<Process>> workers)
      throws Exception {
    await(start(1, trainings));
    await(workers.call());
    List<Executable> checks = new ArrayList<>();
    for (String training : trainings) {
      checks.add(() -> assertAlike(training, size));
    }
    assertAll(checks);
  }

  /** The ranks have the same bits, and 99 of 100 weights those of one process to 1e-6. */
  private void assertAlike(String training, int size) throws IOException {
    Path first = file(training, 0, size);
    for (int rank = 1; rank < size; rank++) {
      byte[] other = Files.readAllBytes(file(training, rank, size));
      assertArrayEquals(Files.readAllBytes(first), other, training);
    }
    double[] differences = differences(file(training, 0, 1), first);
    double most = differences[(int) (0.99 * differences.length)];
    double largest = differences[differences.length - 1];
    System.out.printf(
        "%s, %d workers: 99 %% to %.1e, all to %.1e%n", training, size, most, largest);
    assertTrue(most < 1e-6 && largest < 1e-4, training + ": " + most + ", " + largest);
  }

  private static double[] differences(Path ones, Path others) {
    SafeTensors a = SafeTensors.open(ones);
    SafeTensors b = SafeTensors.open(others);
    try (NDManager manager = Devices.newManager()) {
      return a.names().stream()
          .flatMapToDouble(
              name ->
                  differences(
                      a.read(manager, name).toFloatArray(), b.read(manager, name).toFloatArray()))
          .sorted()
          .toArray();
    }
  }

  private static DoubleStream differences(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i]));
  }

  private Path file(String training, int rank, int size) {
    return folder.resolve(training + "-" + rank + "-of-" + size + ".safetensors");
  }

  private Path log(int rank, int size) {
    return folder.resolve(rank + "-of-" + size + ".log");
  }

  private List<Process> start(int size, List<String> trainings) throws IOException {
    Meeting meeting = Meeting.here(size);
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      Map<String, String> place = meeting.withRank(rank).environment();
      processes.add(start(training(trainings), place, log(rank, size)));
    }
    return processes;
  }

  private static Process start(List<String> command, Map<String, String> variables, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private List<String> training(List<String> trainings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-Dlzn.home=" + System.getProperty("lzn.home", ""),
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-cp",
        System.getProperty("java.class.path"),
        SharedTraining.class.getName(),
        folder.toString(),
        String.join(" ", trainings));
  }

  private void await(List<Process> processes) throws Exception {
    for (int rank = 0; rank < processes.size(); rank++) {
      Path said = log(rank, processes.size());
      assertTrue(processes.get(rank).waitFor(MINUTES, TimeUnit.MINUTES), () -> read(said));
      assertEquals(0, processes.get(rank).exitValue(), () -> read(said));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
