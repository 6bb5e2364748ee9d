package example;

import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.data.augment.Views;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentComputation;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.run.Study;
import org.lzn.study.CaseStudies;
import org.lzn.study.representation.RepresentationScores;
import org.lzn.task.Represent;
import org.lzn.tensor.Devices;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/**
 * A recipe of one's own, {@code lzn train barlow-twins}: the network {@link PatchEncoder} learns by
 * the loss {@link BarlowTwins}, and a linear probe reads its features.
 */
@AutoService(Recipe.class)
public final class BarlowTwinsRecipe implements Recipe {
  @Override
  public String id() {
    return "barlow-twins";
  }

  @Override
  public String about() {
    return "Barlow Twins on patches, an example";
  }

  @Override
  public Model prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    Options plain = options(scale, CaseStudies.shape(data.kind()));
    Options options = Settings.with(plain, changes).withSeed(seed);
    PatchEncoder network = new PatchEncoder(options.shape(), options.network());
    network.initialize(Devices.newManager(), SeededRandom.of(seed));
    LatentComputation zones = LatentComputation.with(Euler.steps(20));
    return new Model(options, new RepresentationEncoder(network, zones));
  }

  /** Patches of 4 × 4 pixels fill the images of all data sets. */
  private static Options options(Scale scale, Shape shape) {
    Optimisation adam =
        Optimisation.of(WarmUp.over(10), 0.99).withRate(RepresentationEncoder.PART, 1e-3);
    int steps = scale == Scale.SMOKE ? 20 : 1000;
    TrainingOptions training = TrainingOptions.of(steps, scale == Scale.SMOKE ? 32 : 256, adam);
    PatchEncoder.Options network = new PatchEncoder.Options(4, 64, 32);
    return new Options(scale.toString(), shape, network, 5e-3, training);
  }

  /**
   * What {@code --set} changes.
   *
   * @param name of the scale
   * @param shape of the images, (C, H, W)
   * @param network its sizes
   * @param weight λ of the loss
   * @param training how long and how to train
   */
  public record Options(
      String name,
      Shape shape,
      PatchEncoder.Options network,
      double weight,
      TrainingOptions training)
      implements Study {
    Options withSeed(long seed) {
      return new Options(name, shape, network, weight, training.withSeed(seed));
    }

    @Override
    public Map<String, Object> options() {
      return Map.of("network", network, "weight", weight);
    }

    @Override
    public Map<String, String> described() {
      return Map.of("network", network.toString(), "λ", String.valueOf(weight));
    }
  }

  /**
   * A network with all it takes to train and to score it.
   *
   * @param settings of the training
   * @param encoder what learns
   */
  public record Model(Options settings, RepresentationEncoder encoder) implements Prepared {
    @Override
    public Experiment experiment(String name) {
      return settings.experiment(name);
    }

    @Override
    public Objective objective() {
      View view = Views.small(Math.toIntExact(settings.shape().get(1)));
      return new BarlowTwins(encoder, settings.weight()).seeing(view, view);
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.empty();
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      Represent features = Represent.by(encoder);
      LabelledFeatures known = RepresentationScores.labelled(features::of, train);
      LabelledFeatures unseen = RepresentationScores.labelled(features::of, test);
      double right = 100 * LinearProbe.standard().of(known, unseen).top1().value();
      return List.of(RunScore.of("top1", right).withSamples(test.size()));
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
