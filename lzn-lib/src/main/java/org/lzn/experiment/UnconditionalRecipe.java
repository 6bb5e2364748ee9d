package org.lzn.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lzn.codec.Images;
import org.lzn.data.ImageBatch;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Bootstrap;
import org.lzn.metric.Reconstruction;
import org.lzn.task.Task;
import org.lzn.tensor.Draws;
import org.lzn.train.Objective;
import org.lzn.train.Optimisation;
import org.lzn.train.TrainingOptions;

/** Case study 1 ([Lin25] §3): rectified flow without latents, with them, and a control. */
enum UnconditionalRecipe implements Recipe {
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
  public Prepared prepare(Scale scale, List<String> changes, long seed) {
    CaseStudy study = Settings.with(CaseStudies.unconditional(scale), changes);
    TrainingOptions training = study.training().withSeed(seed);
    if (this == RF_LZN_FROZEN) {
      Optimisation frozen = training.optimisation().withRate("encoder", 0);
      training = training.withOptimisation(frozen);
    }
    Images images =
        this == RF ? study.model().withoutLatents(seed) : study.model().withLatents(seed);
    return new Model(study.withTraining(training), images);
  }

  @Override
  public String id() {
    return recipe;
  }

  private record Model(CaseStudy settings, Images model) implements Prepared {
    @Override
    public Experiment experiment(String name) {
      return Experiment.of(settings, name);
    }

    @Override
    public Objective objective() {
      return Objective.flowMatching(model);
    }

    @Override
    public Optional<Images> images() {
      return Optional.of(model);
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      List<RunScore> scores = new ArrayList<>(List.of(reconstruction(test)));
      Optional<Judge> found = Judge.of(model.shape());
      if (found.isPresent()) {
        try (Judge judge = found.get()) {
          CaseStudy.Evaluation evaluation = settings.evaluation();
          ImageBatch drawn =
              Task.generate(model).sample(evaluation.generated(), evaluation.solver());
          scores.addAll(GenerationScores.of(judge, drawn, train, evaluation.real()));
        }
      }
      return scores;
    }

    private RunScore reconstruction(ImageDataset test) {
      CaseStudy.Evaluation evaluation = settings.evaluation();
      ImageBatch held = ImageBatch.range(test, 0, evaluation.reconstructions());
      int draws = model.encoder().isPresent() ? evaluation.draws() : 1;
      double[] errors = new double[held.size()];
      for (int draw = 1; draw <= draws; draw++) {
        ImageBatch back = Task.reconstruct(model).withSeed(draw).of(held, evaluation.solver());
        double[] now = Reconstruction.errors(held, back);
        Arrays.setAll(errors, i -> errors[i] + now[i] / draws);
      }
      var interval = new Bootstrap(1000, Draws.of(0).named("reconstruction")).ofMean(errors);
      return RunScore.of("reconstruction_l2", interval.value())
          .withInterval(interval.low(), interval.high())
          .withSamples(held.size())
          .withNote(evaluation.solver() + ", draws of the latent: " + draws);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
