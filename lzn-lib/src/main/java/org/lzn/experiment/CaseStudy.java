package org.lzn.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.codec.ImageModel;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.NcsnppSettings;
import org.lzn.train.TrainingOptions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The settings of one experiment.
 *
 * @param name for records and headings
 * @param model the networks and the latent space
 * @param training how long and how to train
 * @param evaluation what is drawn and scored
 */
public record CaseStudy(
    String name, ImageModel model, TrainingOptions training, Evaluation evaluation) {

  /** Returns the same study with another model. */
  public CaseStudy withModel(ImageModel newModel) {
    return new CaseStudy(name, newModel, training, evaluation);
  }

  /** Returns the same study with another training. */
  public CaseStudy withTraining(TrainingOptions newTraining) {
    return new CaseStudy(name, model, newTraining, evaluation);
  }

  /** Returns a table of these settings beside those of another study. */
  public Table beside(CaseStudy other) {
    Map<String, String> ours = settings();
    Map<String, String> theirs = other.settings();
    return Table.create(
        "Settings",
        StringColumn.create("setting", ours.keySet()),
        StringColumn.create(name, ours.values()),
        StringColumn.create(other.name, theirs.values()));
  }

  private Map<String, String> settings() {
    Map<String, String> s = new LinkedHashMap<>();
    s.put(
        "image",
        model.shape()
            + (model.patches().size() == 1
                ? ""
                : ", patches of " + model.patches().size() + "×" + model.patches().size()));
    s.put("latent dimension", Integer.toString(model.space().dimension()));
    s.put("latent computation", model.zones().toString());
    s.put("encoder", describe(model.encoder()));
    s.put("decoder", describe(model.decoder()));
    s.put("steps", Integer.toString(training.steps()));
    s.put("batch", Integer.toString(training.batch()));
    training
        .optimisation()
        .rates()
        .forEach((part, rate) -> s.put("learning rate, " + part, Double.toString(rate)));
    s.put("warm-up steps", Integer.toString(training.optimisation().warmUp().updates()));
    s.put("EMA decay", Double.toString(training.optimisation().emaDecay()));
    return s;
  }

  private static String describe(NcsnppSettings network) {
    NcsnppSettings.Levels levels = network.levels();
    return String.format(
        "%d channels × %s, %d blocks a level, attention at %s, dropout %s",
        levels.channels(),
        levels.multipliers(),
        levels.blocks(),
        levels.attention(),
        network.blocks().dropout());
  }

  /**
   * What is drawn and scored.
   *
   * @param samples images shown
   * @param reconstructions held-out images reconstructed
   * @param draws of each image's latent, averaged over
   * @param solver of the image flow
   */
  public record Evaluation(int samples, int reconstructions, int draws, OdeSolver solver) {}
}
