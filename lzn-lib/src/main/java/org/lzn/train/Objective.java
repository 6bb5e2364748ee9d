package org.lzn.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.Images;
import org.lzn.nn.Network;

/** What training minimises: a loss on a batch, and the networks whose weights it depends on. */
public interface Objective {
  /** Returns the networks by the name of their part; each part has a learning rate of its own. */
  Map<String, Network> parts();

  /**
   * Returns the mean loss over the step's batch; in training its gradients are added to those of
   * the weights.
   */
  double value(Step step);

  /** Returns the flow-matching loss of rectified flow, with or without latents ([Lin25] §3). */
  static Objective flowMatching(Images images) {
    return new FlowMatching(images);
  }

  /** Returns the cross-entropy of a plain classifier, without a latent space. */
  static Objective classification(ImageClassifier classifier) {
    return new Classification(classifier);
  }

  /** Returns the sum of two objectives; what both encode is encoded once. */
  default Objective plus(Objective other) {
    Objective first = this;
    return new Objective() {
      @Override
      public Map<String, Network> parts() {
        Map<String, Network> all = new LinkedHashMap<>(first.parts());
        all.putAll(other.parts());
        return all;
      }

      @Override
      public double value(Step step) {
        return first.value(step) + other.value(step);
      }
    };
  }
}
