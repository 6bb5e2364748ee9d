package org.lzn.environment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.environment.ScriptKit.Output;

/**
 * The check of a GPU where there is none, with a Java and a Maven that only tell how they were
 * called: what it refuses, and what it records of parts that fail.
 */
@DisabledOnOs(OS.WINDOWS)
class GpuCheckTest {
  @TempDir private Path folder;

  private ScriptKit kit;
  private Path record;

  @BeforeEach
  void copy() throws Exception {
    kit = ScriptKit.in(folder);
    record = kit.root().resolve("target/gpu-check/RECORD.json");
    assumeTrue(kit.linkPython(), "there is no Python");
  }

  @Test
  void argumentsAreRefusedInOneLine() throws IOException {
    assertRefused("gpu-check.sh: unrecognized arguments: --fast; see", check("--fast"));
    assertRefused("unrecognized arguments: --dry", check("--dry")); // not taken for --dry-run
    assertRefused("--output must name a file", check("--output", folder.toString()));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused("--output " + file, check("--output", file.resolve("record").toString()));
    assertEquals(0, kit.builds());
  }

  @Test
  void whatFailsIsRecordedWithItsReasonAndTheOthersRun() throws IOException {
    Output output = check("--output", folder.resolve("own.json").toString());
    assertEquals(1, output.status(), output.text());
    JsonObject written = read(folder.resolve("own.json"));
    assertTrue(written.get("dry_run").getAsString().contains("no nvidia-smi"), output.text());
    Map<String, JsonObject> parts = parts(written);
    assertOutcome("done", "", parts.get("build"));
    assertOutcome("failed", "lzn info tells of no machine: java ", parts.get("engine"));
    assertOutcome("failed", "no report of org.lzn.", parts.get("tests"));
    assertOutcome("done", "", parts.get("evaluate"));
    assertOutcome("left out", "LZN_PYTHON names no Python", parts.get("pytorch"));
    assertOutcome("left out", "no PyTorch to compare with", parts.get("step 2, PyTorch"));
    assertOutcome("failed", "no figures in what it wrote: java ", parts.get("latents"));
    assertTrue(output.text().contains("parts failed: engine, tests, train, step 2, kit, step 4"));
    assertFalse(Files.exists(record));
  }

  @Test
  void aBuildThatFailsStopsNothing() throws IOException {
    Output output = check("--dry-run", "STUB_FAILS=1");
    assertEquals(1, output.status(), output.text());
    Map<String, JsonObject> parts = parts(read(record));
    assertOutcome("failed", "no", parts.get("build"));
    assertOutcome("failed", "no figures", parts.get("latents"));
    try (Stream<Path> files = Files.list(record.getParent())) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(List.of("RECORD.json", "logs"), names);
    }
  }

  @Test
  void aSizeThatDoesNotFitIsNoFailureAndIsTriedInMicroBatches() {
    assertPrints(
        """
        step 128, kit done
        step 128, PyTorch done
        step 512, kit done
        step 512, PyTorch does not fit
        step 2000, kit does not fit
        step 2000, PyTorch does not fit
        step 2000 in micro-batches of 512, kit done
        [] {'128': 0.5}
        """,
        """
        import contextlib, io
        from gpu_check import check, ratios
        from gpu_parts import Plan
        from gpu_record import Record
        from gpu_tools import DoesNotFit
        class Stub:
            plan = Plan()
            def __getattr__(self, name):
                return lambda: {}
            def kit_step(self, batch):
                return self.step(batch, 2000, 100)
            def their_step(self, batch):
                return self.step(batch, 512, 200)
            def step(self, batch, most, rate):
                if batch == most or batch == 2000:
                    raise DoesNotFit("CUDA out of memory")
                return {"images_per_second": rate}
        record = Record({})
        with contextlib.redirect_stdout(io.StringIO()):
            check(Stub(), record)
        for part in record.parts:
            if part["part"].startswith("step"):
                print(part["part"], part["outcome"])
        print(record.failed(), ratios(record, Stub.plan.batches))
        """);
  }

  @Test
  void programsThatFailHaveOneLine() {
    assertPrints(
        """
        DoesNotFit: torch.OutOfMemoryError: CUDA out of memory.
        KitError: java.lang.IllegalArgumentException: device gpu:0
        KitError: ValueError: no
        KitError: ended by signal 9, SIGKILL
        KitError: no end after 0.2 s
        KitError: ended with 3 and said nothing
        """,
        """
        import os
        from gpu_tools import measure
        from kit import KitError
        def tried(script, limit=30):
            try:
                measure("part", ["bash", "-c", script], os.environ, limit, False)
            except KitError as error:
                print(f"{type(error).__name__}: {error}")
        tried("echo here; echo 'torch.OutOfMemoryError: CUDA out of memory.'; exit 1")
        tried("echo 'Exception in thread \\"main\\" java.lang.IllegalArgumentException: device gpu:0';"
              "echo '  at x'; exit 1")
        tried("echo 'Traceback:'; echo 'ValueError: no'; exit 1")
        tried("kill -9 $$")
        tried("sleep 30 & sleep 30", 0.2)
        tried("exit 3")
        """);
  }

  @Test
  void theGpuIsTheOneThatCudaIsToSee() throws IOException {
    kit.tool(
        "nvidia-smi",
        "#!/usr/bin/env bash",
        """
        case "$*" in
          *name,driver_version,memory.total*-i\\ 3) echo "NVIDIA X, 1.2, 81559" ;;
          *memory.used*-i\\ 3) echo 17; echo >> "$0.looks" ;;
          *) echo "No devices were found" ;;
        esac
        """);
    assertPrints(
        """
        nvidia-smi says: No devices were found
        {'name': 'NVIDIA X', 'driver': '1.2', 'memory_mib': 81559}
        {'gpu_memory_mib': 0}
        CUDA_VISIBLE_DEVICES names no GPU
        """,
        """
        import os, time
        from gpu_tools import GpuMemory, gpu
        from kit import KitError
        def tried():
            try:
                print(gpu())
            except KitError as error:
                print(error)
        tried()
        os.environ["CUDA_VISIBLE_DEVICES"] = "3,4"
        tried()
        with GpuMemory(True) as memory:
            time.sleep(0.5)
        print(memory.results())
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        tried()
        """);
  }

  @Test
  void theChosenTestsAreThere() {
    Output names = kit.python("import gpu_parts; print('\\n'.join(gpu_parts.TESTS))");
    assertTrue(names.text().contains("GoldenCasesTest"), names.text());
    names.text().lines().forEach(n -> assertDoesNotThrow(() -> Class.forName("org.lzn." + n)));
  }

  private Output check(String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of("bash", kit.root().resolve("environment/gpu-check.sh").toString()),
                Stream.of(arguments).filter(a -> !a.startsWith("STUB_")))
            .toList();
    String[] settings =
        Stream.of(arguments).filter(a -> a.startsWith("STUB_")).toArray(String[]::new);
    return ScriptKit.end(kit.start(command, settings));
  }

  private void assertPrints(String expected, String code) {
    Output output = kit.python(code);
    assertEquals(expected, output.text());
    assertEquals(0, output.status());
  }

  private void assertRefused(String part, Output output) {
    assertEquals(2, output.status(), output.text());
    assertEquals(1, output.text().lines().count(), output.text());
    assertTrue(output.text().contains(part), output.text());
    assertFalse(Files.exists(record));
  }

  private static void assertOutcome(String outcome, String reason, JsonObject part) {
    assertEquals(outcome, part.get("outcome").getAsString(), part.toString());
    String given = part.has("reason") ? part.get("reason").getAsString() : "";
    assertTrue(given.startsWith(reason), given);
    assertTrue(given.lines().count() <= 1, given);
    assertTrue(part.get("seconds").getAsDouble() >= 0);
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static Map<String, JsonObject> parts(JsonObject written) {
    Map<String, JsonObject> parts = new LinkedHashMap<>();
    for (JsonElement part : written.getAsJsonArray("parts")) {
      parts.put(part.getAsJsonObject().get("part").getAsString(), part.getAsJsonObject());
    }
    return parts;
  }
}
