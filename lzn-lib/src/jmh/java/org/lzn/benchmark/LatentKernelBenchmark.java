package org.lzn.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Latent computation with its gradient: q = 200, 20 Euler steps, the library's attention form in
 * double precision against the direct (n, n, q) form in single precision.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
public class LatentKernelBenchmark {
  @Param({"256", "512"})
  int n;

  private Problem problem;

  /** Draws the anchors. */
  @Setup
  public void open() {
    problem = new Problem(n, 200);
  }

  /** Frees them. */
  @TearDown
  public void close() {
    problem.close();
  }

  /** The library. */
  @Benchmark
  @Warmup(iterations = 3)
  @Measurement(iterations = 10)
  public void attentionForm() {
    problem.attentionForm().close();
  }

  /** What it replaces. */
  @Benchmark
  @Warmup(iterations = 1)
  @Measurement(iterations = 2)
  public void directForm() {
    problem.directForm().close();
  }
}
