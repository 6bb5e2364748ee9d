package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.DataSource;
import org.lzn.nn.FeatureNetwork;
import org.lzn.objective.Objective;
import org.lzn.run.Recipe;
import org.lzn.task.Represent;

/** The upper bound: it is told the labels. */
@AutoService(Recipe.class)
public final class SupervisedRecipe extends RepresentationRecipe {
  @Override
  public String id() {
    return "supervised";
  }

  @Override
  public String about() {
    return "the encoder of case study 2 trained with labels, its upper bound";
  }

  @Override
  int classes(DataSource data) {
    return data.classes();
  }

  @Override
  RepresentationStudy tuned(RepresentationStudy study) {
    return study.withRate(ImageClassifier.PART, 3e-3);
  }

  @Override
  Model model(RepresentationStudy study, int classes, long seed) {
    ImageClassifier classifier = study.model().classifier(classes, seed);
    RepresentationEncoder encoder =
        new RepresentationEncoder((FeatureNetwork) classifier.network(), study.model().zones());
    Objective loss = Objective.classification(classifier);
    return new Model(this, study, encoder, loss.seeing(study.view()), () -> {});
  }

  @Override
  String[] unreadPaths() {
    return new String[] {"methods", ZONES, "model.network.head", ANCHORS};
  }

  @Override
  List<Represent.Choice> choices() {
    return List.of();
  }
}
