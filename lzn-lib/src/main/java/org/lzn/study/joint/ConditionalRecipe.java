package org.lzn.study.joint;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Features;
import org.lzn.objective.Objective;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.study.JudgedModel;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.task.Task;
import org.lzn.train.TrainingOptions;

/** The baseline of generation. */
@AutoService(Recipe.class)
public final class ConditionalRecipe extends JointStudyRecipe {
  @Override
  public String id() {
    return "rf-conditional";
  }

  @Override
  public String about() {
    return "rectified flow told the label, the baseline of case study 3";
  }

  @Override
  Model model(JointStudy study, View view, long seed) {
    int classes = study.labels().classes();
    ImageCodec images = study.model().withoutLatents(seed, classes);
    return new Conditional(asLongAsADecoderLearns(study), images, view);
  }

  private static JointStudy asLongAsADecoderLearns(JointStudy study) {
    TrainingOptions training = study.training();
    int steps = training.optimisation().stops().getOrDefault("decoder", training.steps());
    return study.withTraining(training.withSteps(Math.min(steps, training.steps())));
  }

  private record Conditional(JointStudy settings, ImageCodec model, View view)
      implements Model, JudgedModel {
    @Override
    public String[] unread() {
      return new String[] {
        "model.encoder",
        "model.space",
        "model.zones",
        "training.anchors",
        "labels.zones",
        "labels.alignment",
        "labels.choice.alphas",
        "evaluation.draws"
      };
    }

    @Override
    public Objective objective() {
      return Objective.flowMatching(model).seeing(view);
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.of(model);
    }

    @Override
    public ImageBatch sample(int from, int to, OdeSolver solver, long seed) {
      return inTurn(Task.generateByLabel(model).withSeed(seed), from, to, solver);
    }

    @Override
    public UnconditionalStudy.Evaluation evaluation() {
      return settings.evaluation();
    }

    @Override
    public List<RunScore> scores(
        ImageDataset train, ImageDataset test, Map<String, Features> seen) {
      return JointScores.generation(settings, this, train, test, seen);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
