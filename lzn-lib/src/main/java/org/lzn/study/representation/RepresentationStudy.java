package org.lzn.study.representation;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.codec.RepresentationSettings;
import org.lzn.data.View;
import org.lzn.data.augment.Views;
import org.lzn.latent.LatentAlignment;
import org.lzn.objective.Moco;
import org.lzn.run.Study;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;

/**
 * The settings of case study 2, the same for the paper's method and its baselines.
 *
 * @param name for records and headings
 * @param model the encoder and the latent computation
 * @param methods what distinguishes the losses
 * @param training how long and how to train
 * @param evaluation how representations are probed
 */
public record RepresentationStudy(
    String name,
    RepresentationSettings model,
    Methods methods,
    TrainingOptions training,
    Evaluation evaluation)
    implements Study {

  /**
   * What distinguishes the losses.
   *
   * @param alignment latent alignment, of LZN
   * @param temperature τ of SimCLR
   * @param moco queue, momentum and temperature of MoCo
   */
  public record Methods(LatentAlignment alignment, double temperature, Moco.Options moco) {
    /** Checks the temperature. */
    public Methods {
      Require.that(temperature > 0, "the temperature must be positive, got %s", temperature);
    }
  }

  /**
   * How representations are probed.
   *
   * @param labels numbers of labels of which probes learn, besides all; each less than {@code
   *     train}
   * @param train training images represented, at most
   * @param test test images represented, at most
   * @param neighbours k of the k-nearest-neighbours score
   * @param curve training images, and as many test images, by which accuracy is followed in
   *     training
   */
  public record Evaluation(List<Integer> labels, int train, int test, int neighbours, int curve) {
    /** Checks the numbers and copies the list. */
    public Evaluation {
      Require.that(
          train > 0 && test > 0, "images to probe must be 1 or more, got %d, %d", train, test);
      for (int n : labels) {
        Require.that(0 < n && n < train, "labels of a probe must be 1 to %d, got %d", train - 1, n);
      }
      Require.that(
          0 < neighbours && neighbours <= train,
          "neighbours must be 1 to the %d images to probe, got %d",
          train,
          neighbours);
      Require.that(curve > 0, "images to follow must be 1 or more, got %d", curve);
      labels = List.copyOf(labels);
    }
  }

  /** Returns the same study with another training. */
  public RepresentationStudy withTraining(TrainingOptions newTraining) {
    return new RepresentationStudy(name, model, methods, newTraining, evaluation);
  }

  /** Returns the same study with another learning rate of a part. */
  RepresentationStudy withRate(String part, double rate) {
    return withTraining(training.withOptimisation(training.optimisation().withRate(part, rate)));
  }

  /** Returns how training sees an image: photographs have colours, small images are grey. */
  public View view() {
    Shape shape = model.shape();
    int side = Math.toIntExact(shape.get(1));
    return shape.get(0) == 3 ? Views.photograph(side) : Views.small(side);
  }

  @Override
  public Shape shape() {
    return model.shape();
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("model", model, "methods", methods);
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> s = new LinkedHashMap<>();
    Shape shape = model.shape();
    var stages = model.network().stages();
    var head = model.network().head();
    s.put("image", shape.get(1) + " × " + shape.get(2) + ", " + shape.get(0) + " channel(s)");
    s.put("blocks of each stage", String.valueOf(stages.blocks()));
    s.put("width of the first stage", stages.width() + ", times " + stages.expansion());
    s.put("features", String.valueOf(model.network().featureDimension()));
    s.put("head", head.layers() + " layers to " + head.dimension());
    s.put(
        "latents",
        model.zones().solver()
            + ", g = "
            + model.zones().noiseLevel()
            + ", α = "
            + model.zones().alpha());
    s.put("alignment", methods.alignment().solver() + ", " + cutoffs(methods.alignment()));
    s.put("τ of SimCLR", String.valueOf(methods.temperature()));
    s.put("MoCo", String.valueOf(methods.moco()));
    s.put("training", training.steps() + " steps of " + training.batch() + " images");
    Optimisation optimisation = training.optimisation();
    s.put("warm-up", optimisation.warmUp().updates() + " steps");
    s.put("rate", String.valueOf(optimisation.rates().get("encoder")));
    s.put("EMA decay", String.valueOf(optimisation.emaDecay()));
    return s;
  }

  private static String cutoffs(LatentAlignment alignment) {
    String early = "cut-off " + alignment.earlyStepCutoff();
    double late = alignment.lateStepCutoff();
    return late == 0 ? early : early + ", of late steps " + late;
  }
}
