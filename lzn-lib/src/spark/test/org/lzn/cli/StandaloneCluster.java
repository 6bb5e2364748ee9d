package org.lzn.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lzn.workers.Meeting;

/** A real Spark cluster on this machine: a master and workers, each a process. */
final class StandaloneCluster implements AutoCloseable {
  private static final String HERE = "127.0.0.1";

  private final Path folder;
  private final int port;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;

  StandaloneCluster(Path folder, int size) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("jars")); // Spark's own; here all are on the class path
    port = Meeting.freePort();
    master =
        start("master", "org.apache.spark.deploy.master.Master", "--port", "" + port);
    waitForMaster();
    for (int i = 0; i < size; i++) {
      add();
    }
  }

  /** Brings another machine of one processor. */
  void add() throws IOException {
    int number = workers.size();
    Path work = folder.resolve("work-" + number);
    workers.add(
        start(
            "worker-" + number,
            "org.apache.spark.deploy.worker.Worker",
            "--cores=1",
            "--memory=3g",
            "--work-dir=" + work,
            address()));
  }

  String address() {
    return "spark://" + HERE + ":" + port;
  }

  /** Takes a machine away: its worker and what that has started. */
  void lose(int worker) {
    Process lost = workers.get(worker);
    List<ProcessHandle> started = lost.descendants().toList();
    lost.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of("--host", HERE, "--webui-port", "0"));
    for (String argument : arguments) {
      command.addAll(List.of(argument.split("=", 2)));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13"); // else it looks for a distribution
    builder.environment().put("SPARK_LOCAL_IP", HERE);
    Redirect log = Redirect.appendTo(folder.resolve(name + ".log").toFile());
    return builder.redirectOutput(log).redirectError(log).start();
  }

  private void waitForMaster() throws InterruptedException {
    for (int i = 0; i < 300 && master.isAlive(); i++) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Objects.requireNonNull(open);
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the master did not start, see " + folder);
  }

  @Override
  public void close() {
    for (int i = 0; i < workers.size(); i++) {
      lose(i);
    }
    master.destroyForcibly();
  }
}
