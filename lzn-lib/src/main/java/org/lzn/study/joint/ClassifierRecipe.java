package org.lzn.study.joint;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lzn.codec.ImageClassifier;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.objective.Objective;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.tensor.Devices;
import org.lzn.tensor.SeededRandom;

/** What classification by zones is compared with. */
@AutoService(Recipe.class)
public final class ClassifierRecipe extends JointStudyRecipe {
  @Override
  public String id() {
    return "classifier";
  }

  @Override
  public String about() {
    return "a plain classifier with joint's encoder, for comparison";
  }

  @Override
  Model model(JointStudy study, View view, long seed) {
    return new Classifier(study, classifier(study, seed), view);
  }

  private static ImageClassifier classifier(JointStudy study, long seed) {
    NcsnppEncoder network = new NcsnppEncoder(study.model().encoder(), study.labels().classes());
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named("encoder"));
    return ImageClassifier.of(network, study.model().patches());
  }

  private record Classifier(JointStudy settings, ImageClassifier classifier, View view)
      implements Model {
    @Override
    public String[] unread() {
      return new String[] {
        "model.decoder",
        "model.space",
        "model.zones",
        "training.anchors",
        "labels.zones",
        "labels.alignment",
        "labels.choice.alphas",
        "evaluation"
      };
    }

    @Override
    public Objective objective() {
      return Objective.classification(classifier).seeing(view);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return JointScores.classification(classifier, test);
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
