package org.lzn.environment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the scripts around one small source, with a path of its own: a Java that tells how it
 * was called and a Maven that makes a jar and counts.
 *
 * @param root of the copy
 * @param tools the folder that is its path
 */
record ScriptKit(Path root, Path tools) {
  private static final List<String> NEEDED =
      List.of(
          "bash",
          "env",
          "dirname",
          "readlink",
          "find",
          "grep",
          "cat",
          "touch",
          "mkdir",
          "rm",
          "head",
          "locale",
          "flock",
          "perl",
          "git",
          "sleep",
          "ls");

  private static final String BASH = "#!/usr/bin/env bash";

  private static final String JAVA =
      """
      echo "java $*"
      echo "charmap $(locale charmap)"
      echo "omp ${GOMP_SPINCOUNT:-none}"
      """;

  private static final String MAVEN =
      """
      echo "maven $*" >> "$(dirname "$0")/builds"
      sleep ${STUB_SECONDS:-0}
      [[ -z ${STUB_FAILS:-} ]] || { echo "[ERROR] no"; exit 1; }
      root=$(dirname "$4")
      kit=$root/lzn-lib/target/kit
      mkdir -p "$kit"
      echo jar > "$kit/lzn-lib-1.jar"
      printf 'commit=%s\\nchanged=%s\\n' "$(git -C "$root" rev-parse HEAD 2>/dev/null)" \\
        "${STUB_CHANGED:-false}" > "$kit/code.properties"
      """;

  /** What a script wrote and how it ended. */
  record Output(int status, String text) {}

  /** Copies the scripts; nothing is built yet. */
  static ScriptKit in(Path folder) throws IOException {
    ScriptKit kit = new ScriptKit(folder.resolve("kit"), folder.resolve("bin"));
    Path home = Path.of(System.getProperty("lzn.home", ".."));
    Path environment = Files.createDirectories(kit.root.resolve("environment"));
    for (String name : List.of("lzn", "run.sh", "gpu-check.sh", "library.sh", "native.env")) {
      Files.copy(home.resolve("environment").resolve(name), environment.resolve(name));
    }
    try (Stream<Path> files = Files.list(home.resolve("environment"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".py")).toList()) {
        Files.copy(file, environment.resolve(file.getFileName()));
      }
    }
    for (String name : List.of("pom.xml", "lzn-lib/pom.xml", "lzn-lib/src/main/A.java")) {
      kit.source(name);
    }
    for (String name : NEEDED) {
      kit.link(name);
    }
    kit.tool("java", BASH, JAVA);
    kit.tool("mvn", BASH, MAVEN);
    return kit;
  }

  /** Writes a source now. */
  Path source(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "source");
  }

  /** Sets the jar's time back, so that what is written from now on is newer. */
  void age() throws IOException {
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minusSeconds(2)));
    try (Stream<Path> all = Files.walk(root)) {
      FileTime old = FileTime.from(Instant.now().minusSeconds(60));
      for (Path file : all.filter(f -> !f.startsWith(root.resolve("lzn-lib/target"))).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  Path jar() {
    return root.resolve("lzn-lib/target/kit/lzn-lib-1.jar");
  }

  /** Returns how often Maven was called. */
  int builds() throws IOException {
    Path file = tools.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** Puts a script on the path. */
  void tool(String name, String shell, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), shell + "\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Puts a program of this machine on the path, if it is there. */
  private void link(String name) throws IOException {
    Files.createDirectories(tools);
    Optional<Path> place =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder).resolve(name))
            .filter(Files::isExecutable)
            .findFirst();
    if (place.isPresent()) {
      call(name, place.get().toString());
    }
  }

  private void call(String name, String program) throws IOException {
    tool(name, "#!/bin/sh", "exec '" + program + "' \"$@\"\n");
  }

  /** Puts this machine's Python on the path; tells whether there is one. */
  boolean linkPython() throws IOException, InterruptedException {
    // A shim on the path would look for more than there is here.
    String where = "import sys; print(sys.executable)";
    Process python =
        new ProcessBuilder("bash", "-c", "python3 -c '" + where + "' 2> /dev/null").start();
    Output found = end(python);
    if (found.status() != 0) {
      return false;
    }
    call("python3", found.text().strip());
    return true;
  }

  /** Runs Python beside the scripts, so that it can import them. */
  Output python(String code) {
    String scripts = "PYTHONPATH=" + root.resolve("environment");
    return end(start(List.of("python3", "-c", code), scripts, "HOME=" + root));
  }

  /** Takes a program off the path. */
  void without(String name) throws IOException {
    Files.delete(tools.resolve(name));
  }

  /** Runs the command line; settings are NAME=VALUE. */
  Output lzn(String... settings) {
    return run(root.resolve("environment/lzn"), settings);
  }

  /** Runs a script to its end. */
  Output run(Path script, String... settings) {
    return end(start(List.of("bash", script.toString(), "--help"), settings));
  }

  /** Starts a command with nothing in its environment but the path and the settings. */
  Process start(List<String> command, String... settings) {
    List<String> all = new ArrayList<>(command);
    all.set(0, tools.resolve(command.get(0)).toString());
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", tools.toString());
    for (String setting : settings) {
      environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a command. */
  static Output end(Process process) {
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it did not end");
      return new Output(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
