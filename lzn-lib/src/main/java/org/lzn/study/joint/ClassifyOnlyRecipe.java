package org.lzn.study.joint;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.objective.LabelAlignment;
import org.lzn.objective.Objective;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;

/** The paper's control, "no gen". */
@AutoService(Recipe.class)
public final class ClassifyOnlyRecipe extends JointStudyRecipe {
  @Override
  public String id() {
    return "joint-classify-only";
  }

  @Override
  public String about() {
    return "joint without the loss of generation, a control";
  }

  @Override
  Model model(JointStudy study, View view, long seed) {
    return new ClassifyOnly(study, study.model().encoder(seed), study.labels(seed), view);
  }

  private record ClassifyOnly(
      JointStudy settings, ImageEncoder encoder, LabelCodec classes, View view) implements Model {
    @Override
    public String[] unread() {
      return new String[] {
        "model.decoder", "labels.zones.noiseLevel", "labels.zones.alpha", "evaluation"
      };
    }

    @Override
    public Objective objective() {
      return new LabelAlignment(classes, encoder, settings.labels().alignment()).seeing(view);
    }

    @Override
    public Optional<ImageEncoder> imageEncoder() {
      return Optional.of(encoder);
    }

    @Override
    public Optional<LabelCodec> labels() {
      return Optional.of(classes);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      return JointScores.classification(settings, encoder, classes, train, test);
    }

    @Override
    public void close() {
      encoder.network().close();
      classes.close();
    }
  }
}
