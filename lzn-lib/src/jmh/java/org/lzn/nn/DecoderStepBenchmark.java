package org.lzn.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lzn.nn.DownPath.Feature;
import org.lzn.tensor.SeededRandom;
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
 * A decoder's step, forward and backward, beside single 3×3 convolutions of its widths, one at each
 * of its resolutions: images and GFLOP (two for a multiply-add, backward twice the forward) a
 * second of both. {@code -p network=cifar10 -p batch=8} takes the paper's network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecoderStepBenchmark {
  private static final int LATENT = 32;

  @Param("classroom")
  String network;

  @Param({"32", "48", "64"})
  int channels;

  @Param("64")
  int batch;

  private NDManager manager;
  private NcsnppDecoder decoder;
  private List<Single> singles;
  private NDArray x;
  private NDArray t;
  private NDArray z;

  /** A convolution on its own with its input. */
  private record Single(Lone lone, Convolution layer, Feature feature, NDArray input) {
    static Single of(Feature feature, int batch, NDManager manager, SeededRandom draws) {
      Lone lone = new Lone();
      Convolution layer =
          Convolution.scaled(
              new ParameterScope(lone, ""), feature.channels(), feature.channels(), 3, 1);
      lone.initialize(manager, draws);
      int side = feature.resolution();
      NDArray input =
          draws.normal(manager, "input " + side, new Shape(batch, feature.channels(), side, side));
      input.setRequiresGradient(true);
      return new Single(lone, layer, feature, input);
    }
  }

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
    SeededRandom draws = SeededRandom.of(1);
    NcsnppSettings settings = settings();
    decoder = new NcsnppDecoder(settings, LATENT);
    decoder.initialize(manager, draws);
    singles =
        DownPath.features(settings).stream()
            .skip(1)
            .filter(feature -> isWidthOf(settings, feature))
            .distinct()
            .map(feature -> Single.of(feature, batch, manager, draws))
            .toList();
    int side = settings.image().size();
    int colours = settings.image().channels();
    x = draws.normal(manager, "x", new Shape(batch, colours, side, side));
    t = draws.uniform(manager, "t", 0.001, 1, new Shape(batch));
    z = draws.normal(manager, "z", new Shape(batch, LATENT));
  }

  private NcsnppSettings settings() {
    return switch (network) {
      case "cifar10" -> NcsnppSettings.cifar10();
      case "classroom" ->
          NcsnppSettings.cifar10()
              .withMultipliers(1, 2)
              .withImage(4, 14)
              .withChannels(channels)
              .withBlocks(1)
              .withAttention()
              .withDropout(0);
      default -> throw new IllegalArgumentException("network must be classroom or cifar10");
    };
  }

  /** Each level has one width; a feature on its way into a level still has the one before. */
  private static boolean isWidthOf(NcsnppSettings settings, Feature feature) {
    int level = Integer.numberOfTrailingZeros(settings.image().size() / feature.resolution());
    int factor = settings.levels().multipliers().get(level);
    return feature.channels() == factor * settings.levels().channels();
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
    work.gigaflop += gigaflop(MultiplyAdds.of(decoder.settings()));
    work.images += batch;
  }

  /** Convolutions one after the other, the machine's practical limit. */
  @Benchmark
  public void convolutions(Work work) {
    for (Single single : singles) {
      step(() -> single.layer().apply(single.input()));
      Feature feature = single.feature();
      work.gigaflop += gigaflop(MultiplyAdds.convolution(3, feature.channels(), feature));
    }
    work.images += batch;
  }

  private static void step(Supplier<NDArray> forward) {
    try (NDScope scope = new NDScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      scope.suppressNotUsedWarning();
      NDArray y = forward.get();
      collector.backward(y.mul(y).sum());
    }
  }

  private double gigaflop(double multiplyAdds) {
    return 2 * 3 * multiplyAdds * batch / 1e9;
  }
}
