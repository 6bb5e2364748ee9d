package org.lzn.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.environment.ScriptKit.Output;

/**
 * What can be said of Windows' scripts without Windows: their syntax, and a Python that plays it.
 */
class WindowsScriptsTest {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("lzn.home", "..")).resolve("environment");

  private static final Pattern VARIABLE = Pattern.compile("%[A-Za-z_]+%|%~\\w+");

  /** Of these, and of all arguments, the words are meant. */
  private static final List<String> WORDS = List.of("%LZN_JAVA_OPTS%", "%errorlevel%");

  /** This machine's Python, told that it is on Windows: no fcntl, no effective user, no exec. */
  private static final String WINDOWS =
      """
      import asyncio, csv, json, os, shutil, signal, subprocess, sys, threading, types
      locks, busy = [], []
      def locking(file, mode, length):
          locks.append((mode, os.lseek(file, 0, os.SEEK_CUR), length))
          if busy:
              raise busy.pop()
      sys.modules["msvcrt"] = types.SimpleNamespace(LK_LOCK=1, LK_NBLCK=2, locking=locking)
      sys.modules["fcntl"] = None
      del os.geteuid, os.execv
      sys.platform = "win32"
      import kit, provision, run, system
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lzn.cmd", "run.cmd"})
  void aScriptIsSound(String name) throws IOException {
    String text = Files.readString(SCRIPTS.resolve(name));
    assertEquals(text.replace("\r\n", "\n").replace("\n", "\r\n"), text, "lines end in CR LF");
    assertTrue(text.endsWith("\r\n") && text.startsWith("@echo off\r\n"), text);
    assertTrue(text.contains("\r\nsetlocal\r\n"), "what it sets stays its own");
    List<String> lines = text.lines().filter(line -> !line.startsWith("rem ")).toList();
    lines.forEach(WindowsScriptsTest::assertQuoted);
    String bare = String.join("\n", lines).replaceAll("\"[^\"]*\"", "\"\"");
    assertBalanced(bare);
    Matcher jumps = Pattern.compile("goto (\\w+)").matcher(bare);
    while (jumps.find()) {
      assertTrue(lines.contains(":" + jumps.group(1)), jumps.group());
    }
    Matcher files = Pattern.compile("%~dp0(\\w+\\.\\w+)").matcher(text);
    while (files.find()) {
      assertTrue(Files.exists(SCRIPTS.resolve(files.group(1))), files.group());
    }
  }

  /** A path may hold spaces and parentheses: a variable stands between quotes. */
  private static void assertQuoted(String line) {
    Matcher variables = VARIABLE.matcher(line);
    while (variables.find()) {
      long quotes = line.substring(0, variables.start()).chars().filter(c -> c == '"').count();
      assertTrue(quotes % 2 == 1 || WORDS.contains(variables.group()), line);
    }
    assertEquals(0, line.chars().filter(c -> c == '"').count() % 2, line);
  }

  private static void assertBalanced(String text) {
    int depth = 0;
    for (int c : text.chars().toArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      assertTrue(depth >= 0, text);
    }
    assertEquals(0, depth, text);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptsRunWhereThereIsNoUnix() throws Exception {
    assertPrints(
        List.of("environment/.venv/Scripts/python.exe", "/a b/bin/java.exe", "run.cmd", "False"),
        """
        print(provision.PYTHON.relative_to(kit.ROOT), system.program("/a b", "java"), sep="\\n")
        print(run.USAGE.split("/")[1].split()[0], system.is_root(), sep="\\n")
        """);
    assertPrints(
        List.of("waiting: process 7 is at work", "in", "[(2, 1073741824, 1), (1, 1073741824, 1)]"),
        """
        kit.write_whole(kit.STATE / "a.lock", "7")
        busy += [OSError()]
        with kit.only_one("a", "at work"):
            print("in")
        print(locks)
        """);
    assertPrints(
        List.of("3 locks", "7"),
        """
        with open("/dev/null") as file:
            busy += [OSError(), OSError()]
            system.lock(file, wait=True)
        print(len(locks), "locks", flush=True)
        try:
            system.hand_over([sys.executable, "-c", "raise SystemExit(7)"])
        except SystemExit as end:
            print(end.code)
        """);
    assertPrints(
        List.of("stopped"),
        """
        async def wait():
            stopped = asyncio.Event()
            system.on_stop(asyncio.get_running_loop(), stopped.set)
            signal.raise_signal(signal.SIGINT)
            await asyncio.wait_for(stopped.wait(), 10)
            print("stopped")
        asyncio.run(wait())
        """);
  }

  private void assertPrints(List<String> lines, String code) throws Exception {
    ScriptKit kit = ScriptKit.in(Files.createTempDirectory(folder, "kit"));
    assumeTrue(kit.linkPython(), "there is no Python");
    Output output = kit.python(WINDOWS + code);
    assertEquals(0, output.status(), output.text());
    assertEquals(lines, output.text().lines().toList());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theLibraryIsBuiltWithoutBash() throws Exception {
    ScriptKit kit = ScriptKit.in(folder);
    assumeTrue(kit.linkPython(), "there is no Python");
    assertFalse(library(kit, "current"));
    assertTrue(library(kit, "build"));
    assertTrue(library(kit, "current"));
    assertFalse(library(kit, "current", "LZN_MAVEN_ARGS=-Pgpu"));
    kit.age();
    kit.source("lzn-lib/src/main/a b/B.java");
    assertFalse(library(kit, "current"));
    assertFalse(library(kit, "build", "STUB_FAILS=1"));
    assertTrue(library(kit, "build", "LZN_MAVEN_ARGS=-Pgpu"));
    assertTrue(library(kit, "current", "LZN_MAVEN_ARGS=-Pgpu"));
    assertEquals(3, kit.builds());
  }

  private static boolean library(ScriptKit kit, String task, String... settings) {
    String script = kit.root().resolve("environment/library.py").toString();
    return ScriptKit.end(kit.start(List.of("python3", script, task), settings)).status() == 0;
  }
}
