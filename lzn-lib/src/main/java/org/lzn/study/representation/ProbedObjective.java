package org.lzn.study.representation;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.nn.Network;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.task.Represent;

/**
 * An objective that also measures, wherever the held-out loss is taken, how well a linear probe
 * reads the features of a few images: accuracy against training steps, as in [Lin25] figure 20.
 */
final class ProbedObjective implements Objective {
  /** The measure's name: percent right of the held-out images. */
  static final String ACCURACY = "probe top1";

  private final Objective objective;
  private final Represent represent;
  private final ImageDataset train;
  private final ImageDataset heldOut;
  private Double accuracy; // of the present weights, null until it is asked for

  ProbedObjective(
      Objective objective, Represent represent, ImageDataset train, ImageDataset heldOut) {
    this.objective = objective;
    this.represent = represent;
    this.train = train;
    this.heldOut = heldOut;
  }

  @Override
  public double value(Step step) {
    double loss = objective.value(step);
    if (!step.training()) {
      step.measure(ACCURACY, accuracy());
    }
    return loss;
  }

  /** The batches of one evaluation share one probe. */
  private double accuracy() {
    if (accuracy == null) {
      LabelledFeatures known = RepresentationScores.labelled(represent::of, train);
      LabelledFeatures unseen = RepresentationScores.labelled(represent::of, heldOut);
      accuracy = 100 * LinearProbe.standard().of(known, unseen).top1().value();
    }
    return accuracy;
  }

  @Override
  public boolean isForWorkers() {
    return objective.isForWorkers();
  }

  @Override
  public void updated() {
    objective.updated();
    accuracy = null;
  }

  @Override
  public Map<String, Network> parts() {
    return objective.parts();
  }

  @Override
  public List<View> views() {
    return objective.views();
  }

  @Override
  public Map<String, NDArray> state() {
    return objective.state();
  }
}
