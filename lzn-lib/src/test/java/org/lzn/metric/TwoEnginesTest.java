package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks' engine and the scores' linear algebra in one process, loaded in either order. */
class TwoEnginesTest {
  /** Runs both once, in the order of the argument. */
  static final class Both {
    private Both() {}

    public static void main(String[] order) {
      for (String engine : order) {
        System.out.print(engine.equals("djl") ? djl() : nd4j());
      }
    }

    private static String djl() {
      try (NDManager manager = NDManager.newBaseManager()) {
        return "djl "
            + (int)
                manager
                    .ones(new Shape(40, 40))
                    .dot(manager.ones(new Shape(40, 40)))
                    .sum()
                    .getFloat()
            + "\n";
      }
    }

    private static String nd4j() {
      Features a = Features.of(new double[] {-1, 1}, 1);
      return "nd4j " + Math.round(FrechetDistance.between(a, a)) + "\n";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl nd4j djl", "nd4j djl nd4j"})
  void liveTogether(String order) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String path = System.getProperty("java.class.path");
    String quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";
    List<String> command =
        new ArrayList<>(List.of(java.toString(), quiet, "-cp", path, Both.class.getName()));
    command.addAll(Arrays.asList(order.split(" ", -1)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    String expected = order.replace("djl", "djl 64000").replace("nd4j", "nd4j 0");
    assertEquals(expected.replaceAll(" (?=[dn])", "\n") + "\n", output);
    assertEquals(0, process.exitValue());
  }
}
