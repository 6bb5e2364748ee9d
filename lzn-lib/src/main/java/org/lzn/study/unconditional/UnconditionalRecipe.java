package org.lzn.study.unconditional;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.data.DataSource;
import org.lzn.data.ImageBatch;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.study.CaseStudies;
import org.lzn.study.GenerationScores;
import org.lzn.study.ReconstructionScore;
import org.lzn.study.ScoringNetwork;
import org.lzn.task.Task;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;

/** Case study 1 ([Lin25] §3): rectified flow without latents, with them, and a control. */
public enum UnconditionalRecipe implements Recipe {
  /** The paper's baseline. */
  RF("rf", "rectified flow alone, the baseline of case study 1"),
  /** The paper's method. */
  RF_LZN("rf-lzn", "rectified flow with latent zones, case study 1"),
  /** A control that tells whether the encoder has to learn. */
  RF_LZN_FROZEN("rf-lzn-frozen", "rf-lzn with an encoder left as it was initialised, a control");

  private final String recipe;
  private final String about;

  UnconditionalRecipe(String recipe, String about) {
    this.recipe = recipe;
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    UnconditionalStudy study =
        Settings.with(CaseStudies.unconditional(scale, data.kind()), changes);
    TrainingOptions training = study.training().withSeed(seed);
    if (this == RF_LZN_FROZEN) {
      Optimisation frozen = training.optimisation().withRate("encoder", 0);
      training = training.withOptimisation(frozen);
    }
    ImageCodec images =
        this == RF ? study.model().withoutLatents(seed) : study.model().withLatents(seed);
    return new Model(this, study.withTraining(training), images, data.view());
  }

  @Override
  public String id() {
    return recipe;
  }

  private record Model(
      UnconditionalRecipe recipe, UnconditionalStudy settings, ImageCodec model, View view)
      implements Prepared {
    @Override
    public Map<String, String> fixed() {
      Map<String, String> fixed =
          FixedSettings.ofNetworks(settings.model().encoder(), settings.model().decoder());
      fixed.put("evaluation.samples", "only notebooks show samples");
      if (recipe == RF) {
        fixed.putAll(
            FixedSettings.because(
                "rf has no encoder and no latents",
                "model.encoder",
                "model.space",
                "model.zones",
                "evaluation.draws"));
      }
      return fixed;
    }

    @Override
    public Experiment experiment(String name) {
      return Experiment.of(settings, name);
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
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      List<RunScore> scores =
          new ArrayList<>(List.of(ReconstructionScore.of(model, test, settings.evaluation())));
      Optional<ScoringNetwork> found = ScoringNetwork.of(train);
      if (found.isPresent()) {
        try (ScoringNetwork judge = found.get()) {
          UnconditionalStudy.Evaluation evaluation = settings.evaluation();
          ImageBatch drawn =
              Task.generate(model).sample(evaluation.generated(), evaluation.solver());
          scores.addAll(GenerationScores.of(judge, drawn, train, evaluation.real()));
        }
      }
      return scores;
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
