package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.metric.PrecisionRecall;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Seconds of the Fréchet distance and of precision and recall of 10,000 × 2048 features, in one run
 * with scipy's route if the environment variable LZN_PYTHON names a Python that has scipy.
 */
public final class ScoresOfFeatures {
  private static final int SAMPLES = 10_000;
  private static final int WIDTH = 2048;

  private ScoresOfFeatures() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    float[] first = correlated("first", 0.4);
    float[] second = correlated("second", 0.45);
    Features a = Features.of(first, WIDTH);
    Features b = Features.of(second, WIDTH);
    FrechetDistance.between(a.select(0, 1, 2), b.select(0, 1, 2)); // loads the library
    double ours = 0;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      double processor = Problem.processorSeconds();
      ours = FrechetDistance.between(a, b);
      double used = Problem.processorSeconds() - processor;
      System.out.printf("ours  %.12g in %.2f s, processor %.2f s%n", ours, seconds(start), used);
    }
    String python = System.getenv("LZN_PYTHON");
    if (python != null) {
      double theirs = scipy(python, first, second);
      System.out.printf("relative difference %.1e%n", Math.abs(ours - theirs) / theirs);
    }
    long start = System.nanoTime();
    PrecisionRecall both = PrecisionRecall.of(a, b);
    System.out.printf("%s in %.2f s%n", both, seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /**
   * Returns features like a network's: not negative, every one correlated with every other, with a
   * falling spectrum.
   */
  private static float[] correlated(String purpose, double shift) {
    try (Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      NDArray mixing = SeededRandom.of(1).normal(manager, "mixing", new Shape(WIDTH, WIDTH));
      NDArray spectrum = manager.arange(1f, WIDTH + 1f).sqrt();
      mixing.divi(spectrum.reshape(WIDTH, 1));
      NDArray noise = SeededRandom.of(1).normal(manager, purpose, new Shape(SAMPLES, WIDTH));
      return Activation.relu(noise.matMul(mixing).mul(0.1).add(shift)).toFloatArray();
    }
  }

  private static double scipy(String python, float[] a, float[] b)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("features");
    Path first = write(folder.resolve("first"), a);
    Path second = write(folder.resolve("second"), b);
    Process process =
        new ProcessBuilder(
                python,
                "src/jmh/python/frechet.py",
                first.toString(),
                second.toString(),
                String.valueOf(SAMPLES),
                String.valueOf(WIDTH))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(first);
    Files.delete(second);
    Files.delete(folder);
    if (process.waitFor() != 0) {
      throw new IOException(python + " failed, see above");
    }
    System.out.print("scipy " + output);
    return Double.parseDouble(output.substring(0, output.indexOf(' ')));
  }

  private static Path write(Path file, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Files.write(file, bytes.array());
  }
}
