package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One form at one n in a process of its own: prints wall seconds, processor seconds, peak resident
 * memory in MiB, and the share of the double-precision matmul rate, counted in processor time.
 *
 * <p>Arguments: {@code attention} or {@code direct}, n, q, repetitions. Linux only: memory is read
 * from {@code /proc/self/status}.
 */
public final class Measurement {
  private Measurement() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    int n = Integer.parseInt(arguments[1]);
    int q = Integer.parseInt(arguments[2]);
    try (Problem problem = new Problem(n, q)) {
      Supplier<NDArray> form =
          arguments[0].equals("attention") ? problem::attentionForm : problem::directForm;
      double seconds = Double.POSITIVE_INFINITY;
      double processor = Double.POSITIVE_INFINITY;
      for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
        double processorStart = Problem.processorSeconds();
        long start = System.nanoTime();
        form.get().close();
        seconds = Math.min(seconds, (System.nanoTime() - start) * 1e-9);
        processor = Math.min(processor, Problem.processorSeconds() - processorStart);
      }
      double peak = peakMebibytes();
      double share = Problem.operations(n, q) / processor / Problem.matmulRate();
      System.out.printf(
          Locale.ROOT, "result,%.4f,%.4f,%.0f,%.3f%n", seconds, processor, peak, share);
    }
  }

  private static double peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
