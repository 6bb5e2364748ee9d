package org.lzn.study.unconditional;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lzn.codec.ImageCodecSettings;
import org.lzn.flow.OdeSolver;
import org.lzn.latent.LatentComputation;
import org.lzn.metric.PrecisionRecall;
import org.lzn.nn.NcsnppSettings;
import org.lzn.run.Study;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;

/**
 * The settings of one experiment.
 *
 * @param name for records and headings
 * @param model the networks and the latent space
 * @param training how long and how to train
 * @param evaluation what is drawn and scored
 */
public record UnconditionalStudy(
    String name, ImageCodecSettings model, TrainingOptions training, Evaluation evaluation)
    implements Study {

  /** Returns the same study under another name. */
  public UnconditionalStudy named(String newName) {
    return new UnconditionalStudy(newName, model, training, evaluation);
  }

  /** Returns the same study with another model. */
  public UnconditionalStudy withModel(ImageCodecSettings newModel) {
    return new UnconditionalStudy(name, newModel, training, evaluation);
  }

  /** Returns the same study with another training. */
  public UnconditionalStudy withTraining(TrainingOptions newTraining) {
    return new UnconditionalStudy(name, model, newTraining, evaluation);
  }

  @Override
  public Shape shape() {
    return model.shape();
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("model", model);
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> s = new LinkedHashMap<>();
    s.put("image", describe(model.shape(), model.patches().size()));
    s.put("encoder, decoder", describe(model.decoder()));
    s.put("latent space", "dimension " + model.space().dimension());
    s.put("latents", describe(model.zones()));
    s.put("training", training.steps() + " steps of " + training.batch() + " images");
    Optimisation optimisation = training.optimisation();
    s.put("warm-up", optimisation.warmUp().updates() + " steps");
    new TreeMap<>(optimisation.rates())
        .forEach((part, rate) -> s.put("rate of " + part, String.valueOf(rate)));
    s.put("EMA decay", String.valueOf(optimisation.emaDecay()));
    return s;
  }

  private static String describe(Shape image, int patch) {
    String size = image.get(1) + " × " + image.get(2) + ", " + image.get(0) + " channel(s)";
    return patch == 1 ? size : size + ", patches of " + patch + " × " + patch;
  }

  private static String describe(NcsnppSettings network) {
    NcsnppSettings.Levels levels = network.levels();
    return levels.channels()
        + " channels × "
        + levels.multipliers()
        + ", blocks a level: "
        + levels.blocks()
        + (levels.attention().isEmpty() ? "" : ", attention at " + levels.attention())
        + ", dropout "
        + network.blocks().dropout();
  }

  private static String describe(LatentComputation zones) {
    return zones.solver() + ", g = " + zones.noiseLevel() + ", α = " + zones.alpha();
  }

  /**
   * What is drawn and scored.
   *
   * @param samples images shown
   * @param reconstructions held-out images reconstructed
   * @param draws of each image's latent, averaged over
   * @param generated images drawn to be compared with training images
   * @param real training images they are compared with, at most
   * @param solver of the image flow
   */
  public record Evaluation(
      int samples, int reconstructions, int draws, int generated, int real, OdeSolver solver) {
    /** Precision and recall need so many neighbours of each image, besides itself. */
    private static final int FEWEST = PrecisionRecall.NEIGHBOURS + 1;

    /** Checks that there is something to score. */
    public Evaluation {
      Require.that(samples > 0, "images shown must be 1 or more, got %d", samples);
      Require.that(
          reconstructions > 0, "images reconstructed must be 1 or more, got %d", reconstructions);
      Require.that(draws > 0, "draws of a latent must be 1 or more, got %d", draws);
      Require.that(
          generated >= FEWEST, "images generated must be %d or more, got %d", FEWEST, generated);
      Require.that(
          real >= FEWEST, "images to compare with must be %d or more, got %d", FEWEST, real);
    }
  }
}
