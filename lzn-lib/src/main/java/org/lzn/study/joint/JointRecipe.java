package org.lzn.study.joint;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Features;
import org.lzn.objective.LabelAlignment;
import org.lzn.objective.Objective;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.study.JudgedModel;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.task.Task;

/** The paper's method. */
@AutoService(Recipe.class)
public final class JointRecipe extends JointStudyRecipe {
  @Override
  public String id() {
    return "joint";
  }

  @Override
  public String about() {
    return "rectified flow with latent zones that also classifies, case study 3";
  }

  @Override
  Model model(JointStudy study, View view, long seed) {
    ImageCodec images = study.model().withLatents(seed, study.labels().classes());
    return new Joint(study, images, study.labels(seed), view);
  }

  private record Joint(JointStudy settings, ImageCodec model, LabelCodec classes, View view)
      implements Model, JudgedModel {
    @Override
    public String[] unread() {
      return new String[0];
    }

    @Override
    public Objective objective() {
      return Objective.flowMatching(model, classes)
          .plus(new LabelAlignment(classes, encoder(), settings.labels().alignment()))
          .seeing(view);
    }

    private ImageEncoder encoder() {
      return model.encoder().orElseThrow();
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.of(model);
    }

    @Override
    public ImageBatch sample(int from, int to, OdeSolver solver, long seed) {
      return inTurn(Task.generate(classes, model).withSeed(seed), from, to, solver);
    }

    @Override
    public Optional<LabelCodec> labels() {
      return Optional.of(classes);
    }

    @Override
    public UnconditionalStudy.Evaluation evaluation() {
      return settings.evaluation();
    }

    @Override
    public List<RunScore> scores(
        ImageDataset train, ImageDataset test, Map<String, Features> seen) {
      List<RunScore> scores = JointScores.classification(settings, encoder(), classes, train, test);
      scores.addAll(JointScores.generation(settings, this, train, test, seen));
      return scores;
    }

    @Override
    public void close() {
      model.close();
      classes.close();
    }
  }
}
