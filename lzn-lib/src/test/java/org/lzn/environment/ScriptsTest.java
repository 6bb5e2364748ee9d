package org.lzn.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.environment.ScriptKit.Output;

/** The scripts of environment/, with a Java and a Maven that only tell how they were called. */
@DisabledOnOs(OS.WINDOWS)
class ScriptsTest {
  private static final Path HOME = Path.of(System.getProperty("lzn.home", ".."));

  @TempDir private Path folder;

  private ScriptKit kit;

  @BeforeEach
  void copy() throws IOException {
    kit = ScriptKit.in(folder);
  }

  @Test
  void theLibraryIsBuiltOnceAndAgainWhenASourceIsNewer() throws IOException {
    assertRuns(kit.lzn());
    assertBuilds(1);
    assertFalse(kit.lzn().text().contains("building"));
    assertBuilds(1);
    for (String name : List.of("lzn-lib/src/main/A.java", "lzn-lib/pom.xml", "pom.xml")) {
      kit.age();
      assertRuns(kit.lzn());
      int before = kit.builds();
      kit.source(name);
      assertRuns(kit.lzn());
      assertBuilds(before + 1);
    }
    Path extra = kit.source("lzn-lib/src/main/B.java");
    assertRuns(kit.lzn());
    kit.age();
    int before = kit.builds();
    Files.delete(extra); // The folder is newer.
    assertRuns(kit.lzn());
    assertBuilds(before + 1);
  }

  @Test
  void otherArgumentsForMavenBuildAgain() throws IOException {
    kit.lzn();
    assertRuns(kit.lzn("LZN_MAVEN_ARGS=-Pgpu -o"));
    assertBuilds(2);
    assertTrue(Files.readString(kit.tools().resolve("builds")).contains(" -Pgpu -o package"));
    kit.lzn("LZN_MAVEN_ARGS=-Pgpu -o");
    assertBuilds(2);
  }

  @Test
  void aBuildThatFailsRunsNothing() throws IOException {
    Output failed = kit.lzn("STUB_FAILS=1");
    assertEquals(1, failed.status());
    assertFalse(failed.text().contains("java "), failed.text());
    assertTrue(failed.text().contains("lzn: Maven could not build the library"), failed.text());
    assertRuns(kit.lzn());
  }

  @Test
  void ofSeveralThatStartAtOnceOneBuilds() throws IOException {
    assertOneOf(4);
    if (Files.exists(kit.tools().resolve("flock")) && Files.exists(kit.tools().resolve("perl"))) {
      kit.without("flock"); // as on macOS
      kit.age();
      kit.source("pom.xml");
      assertOneOf(4);
    }
  }

  private void assertOneOf(int number) throws IOException {
    int before = kit.builds();
    List<String> lzn = List.of("bash", kit.root().resolve("environment/lzn").toString());
    List<Process> all =
        IntStream.range(0, number).mapToObj(i -> kit.start(lzn, "STUB_SECONDS=2")).toList();
    List<Output> outputs = all.stream().map(ScriptKit::end).toList();
    outputs.forEach(ScriptsTest::assertRuns);
    assertBuilds(before + 1);
    assertTrue(outputs.stream().anyMatch(o -> o.text().contains("waiting: another process")));
  }

  @Test
  void aJarOfChangedSourcesIsBuiltAgainOnceTheyAreCommitted() throws IOException {
    assumeTrue(Files.exists(kit.tools().resolve("git")), "there is no git");
    git("init", "-q");
    commit();
    kit.lzn("STUB_CHANGED=true");
    kit.lzn();
    assertBuilds(1);
    commit();
    assertRuns(kit.lzn());
    assertBuilds(2);
    commit(); // Now the jar is of unchanged sources, and its commit still names them.
    assertRuns(kit.lzn());
    assertBuilds(2);
  }

  @Test
  void aLinkToTheScriptsIsFollowed() throws IOException {
    Path links = Files.createDirectories(folder.resolve("links"));
    Path there = Files.createSymbolicLink(links.resolve("there"), Path.of("../kit/environment"));
    Path lzn = Files.createSymbolicLink(links.resolve("lzn"), Path.of("there/lzn"));
    Path twice = Files.createSymbolicLink(folder.resolve("twice"), lzn);
    Output output = kit.run(twice);
    assertRuns(output);
    String kitFolder = kit.root().toRealPath().resolve("lzn-lib/target/kit").toString();
    assertTrue(output.text().contains("-cp " + kitFolder + "/lzn-lib-1.jar:"), output.text());
    assertTrue(output.text().contains(":" + kitFolder + "/*"), output.text());
    assertRuns(kit.run(there.resolve("lzn")));
  }

  @Test
  void theCLocaleIsLeftForOneThatCanNameEveryFile() {
    assumeTrue(kit.lzn("LC_ALL=C.UTF-8").text().contains("charmap UTF-8"), "no C.UTF-8 here");
    assertTrue(kit.lzn("LC_ALL=C").text().contains("charmap UTF-8"));
    assertTrue(kit.lzn().text().contains("charmap UTF-8"));
  }

  @Test
  void settingsOfNativeLibrariesAreSetUnlessTheUserDid() throws IOException {
    String ours = setting("GOMP_SPINCOUNT");
    assertTrue(kit.lzn().text().contains("omp " + ours));
    assertTrue(kit.lzn("GOMP_SPINCOUNT=own").text().contains("omp own"));
    if (System.getProperty("surefire.real.class.path") != null) {
      for (String name : List.of("GOMP_SPINCOUNT", "OPENBLAS_THREAD_TIMEOUT")) {
        assertEquals(setting(name), System.getenv(name), "the tests have it too");
      }
    }
  }

  private static String setting(String name) throws IOException {
    Path file = HOME.resolve("environment").resolve("native.env");
    try (Stream<String> lines = Files.lines(file)) {
      String start = name + "=";
      return lines.filter(l -> l.startsWith(start)).findFirst().get().substring(start.length());
    }
  }

  @Test
  void withoutJavaOrMavenOneLineSaysWhatToInstall() throws Exception {
    kit.without("mvn");
    assertOneLine("lzn: Maven 3.8 or newer is needed to build the library: install it", kit.lzn());
    kit.without("java");
    assertOneLine("lzn: JDK 17 or newer is needed: install one", kit.lzn());
    assertOneLine("JAVA_HOME is /none", kit.lzn("JAVA_HOME=/none"));
    assumeTrue(kit.linkPython(), "there is no Python");
    assertOneLine("run.sh: JDK 17 or newer is needed; install one", setup());
  }

  @Test
  void theNotebooksNeedMavenToo() throws Exception {
    kit.without("mvn");
    assumeTrue(kit.linkPython(), "there is no Python");
    assertOneLine(
        "Maven 3.8 or newer is needed (mvn on the path): install it",
        kit.python(
            """
        import provision
        from kit import KitError
        try:
            provision.ensure_library("/usr")
        except KitError as error:
            print(error)
            raise SystemExit(1)
        """));
  }

  @Test
  void aNotebookThatFailsIsNamedAtTheEndAndTheOthersRun() throws Exception {
    assumeTrue(kit.linkPython(), "there is no Python");
    Output output =
        kit.python(
            """
        from pathlib import Path
        from kit import KitError, NotebookFailed, run_each
        def run(file):
            print("run", file.stem, flush=True)
            if file.stem != "01-b":
                raise NotebookFailed(file.stem + ": cell 2 of 3 failed")
        try:
            run_each([Path("00-a.ipynb"), Path("01-b.ipynb"), Path("02-c.ipynb")], run)
        except KitError as error:
            print(error)
            raise SystemExit(error.status)
        """);
    assertEquals(1, output.status(), output.text());
    List<String> lines = output.text().lines().filter(line -> !line.isBlank()).toList();
    assertEquals(
        List.of(
            "run 00-a",
            "run.sh: 00-a: cell 2 of 3 failed",
            "run 01-b",
            "run 02-c",
            "run.sh: 02-c: cell 2 of 3 failed",
            "2 of 3 notebooks failed: 00-a, 02-c"),
        lines);
  }

  @Test
  void aFileMissingFromThePackagesIsNoticed() throws Exception {
    assumeTrue(kit.linkPython(), "there is no Python");
    Path site = kit.root().resolve("environment/.venv/lib/python3.1/site-packages");
    Files.createDirectories(site.resolve("a-1.dist-info"));
    Files.createDirectories(site.resolve("a"));
    Files.writeString(site.resolve("a/b.py"), "");
    Files.writeString(site.resolve("../../../x.jar"), "");
    Files.writeString(
        site.resolve("a-1.dist-info/RECORD"),
        "a/b.py,sha256=0,1\n../../../x.jar,,\na/__pycache__/b.pyc,,\n");
    String code =
        """
        import provision
        if not provision.INSTALLED.exists():
            provision.write_whole(provision.INSTALLED, "\\n".join(provision.installed_files()))
        print(provision.missing_files())
        """;
    assertEquals("[]", kit.python(code).text().strip());
    Files.delete(site.resolve("a/b.py"));
    assertTrue(kit.python(code).text().contains("site-packages/a/b.py"));
    Files.writeString(site.resolve("a/b.py"), "");
    Files.delete(site.resolve("../../../x.jar"));
    assertEquals("['x.jar']", kit.python(code).text().strip());
  }

  /** The kernel itself is not here: jshell reads its first lines. */
  @Test
  void aKernelEndsWithTheProcessThatStartedIt() throws Exception {
    Process jupyter = kit.start(List.of("sleep", "60"));
    Process kernel = kernel(jupyter.pid());
    assertFalse(kernel.waitFor(5, TimeUnit.SECONDS), "it ended before");
    jupyter.destroyForcibly();
    boolean ended = kernel.waitFor(30, TimeUnit.SECONDS);
    kernel.destroyForcibly();
    assertTrue(ended, "it did not end");
  }

  private static Process kernel(long jupyter) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
            "--execution=local",
            HOME.resolve("environment").resolve("kernel-start.jsh").toString());
    builder.environment().put("JPY_PARENT_PID", String.valueOf(jupyter));
    // Its input stays open, so that it waits for more.
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Output setup() {
    Path script = kit.root().resolve("environment/run.sh");
    return ScriptKit.end(kit.start(List.of("bash", script.toString(), "setup")));
  }

  private void git(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of("git", "-C", kit.root().toString()), Stream.of(arguments)).toList();
    Output output = ScriptKit.end(kit.start(command, "HOME=" + folder));
    assertEquals(0, output.status(), output.text());
  }

  private void commit() {
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "a");
  }

  private void assertBuilds(int expected) throws IOException {
    assertEquals(expected, kit.builds());
  }

  private static void assertRuns(Output output) {
    assertEquals(0, output.status(), output.text());
    assertTrue(output.text().contains("org.lzn.cli.Lzn"), output.text());
  }

  private static void assertOneLine(String part, Output output) {
    assertEquals(1, output.status(), output.text());
    assertEquals(1, output.text().lines().count(), output.text());
    assertTrue(output.text().contains(part), output.text());
  }
}
