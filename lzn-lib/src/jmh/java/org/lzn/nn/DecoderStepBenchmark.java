package org.lzn.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lzn.nn.DownPath.Feature;
import org.lzn.tensor.Draws;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A laptop-size decoder's step, forward and backward, beside a single 3×3 convolution of its base
 * width: images and GFLOP (two for a multiply-add, backward twice the forward) a second of both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecoderStepBenchmark {
  private static final int LATENT = 32;

  @Param({"32", "48", "64"})
  int channels;

  @Param("1-2")
  String multipliers;

  @Param("64")
  int batch;

  private NDManager manager;
  private NcsnppDecoder decoder;
  private Convolution convolution;
  private Lone lone;
  private NDArray x;
  private NDArray t;
  private NDArray z;
  private NDArray features;

  /** What JMH divides by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public double gigaflop;
    public long images;
  }

  /** Makes the networks and their inputs. */
  @Setup(Level.Trial)
  public void make() {
    manager = NDManager.newBaseManager();
    Draws draws = Draws.of(1);
    int[] factors = Arrays.stream(multipliers.split("-")).mapToInt(Integer::parseInt).toArray();
    NcsnppSettings settings =
        NcsnppSettings.cifar10()
            .withMultipliers(factors)
            .withImage(4, 14)
            .withChannels(channels)
            .withBlocks(1)
            .withAttention()
            .withDropout(0);
    decoder = new NcsnppDecoder(settings, LATENT);
    decoder.initialize(manager, draws);
    lone = new Lone();
    convolution = Convolution.scaled(new Weights(lone, ""), channels, channels, 3, 1);
    lone.initialize(manager, draws);
    x = draws.normal(manager, "x", new Shape(batch, 4, 14, 14));
    t = draws.uniform(manager, "t", 0.001, 1, new Shape(batch));
    z = draws.normal(manager, "z", new Shape(batch, LATENT));
    features = draws.normal(manager, "features", new Shape(batch, channels, 14, 14));
    features.setRequiresGradient(true);
  }

  /** Frees them. */
  @TearDown(Level.Trial)
  public void free() {
    manager.close();
  }

  /** The decoder's step. */
  @Benchmark
  public void decoder(Work work) {
    step(() -> decoder.forward(x, t, z, true));
    note(work, MultiplyAdds.of(decoder.settings()));
  }

  /** One convolution, the machine's practical limit. */
  @Benchmark
  public void convolution(Work work) {
    step(() -> convolution.apply(features));
    note(work, MultiplyAdds.convolution(3, channels, new Feature(channels, 14)));
  }

  private static void step(Supplier<NDArray> forward) {
    try (NDScope scope = new NDScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      scope.suppressNotUsedWarning();
      NDArray y = forward.get();
      collector.backward(y.mul(y).sum());
    }
  }

  private void note(Work work, double multiplyAdds) {
    work.gigaflop += 2 * 3 * multiplyAdds * batch / 1e9;
    work.images += batch;
  }
}
