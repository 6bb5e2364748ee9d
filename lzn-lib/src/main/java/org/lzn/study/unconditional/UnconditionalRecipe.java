package org.lzn.study.unconditional;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.metric.Features;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.study.CaseStudies;
import org.lzn.study.GenerationScores;
import org.lzn.study.JudgedModel;
import org.lzn.study.ReconstructionScore;
import org.lzn.study.ScoringNetwork;

/**
 * A recipe of case study 1 ([Lin25] §3): one loss, {@link Objective#flowMatching(ImageCodec)}, and
 * one set of scores. A recipe says which model it trains.
 */
abstract class UnconditionalRecipe implements Recipe {
  @Override
  public String study() {
    return "1 unconditional generation";
  }

  @Override
  public Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    UnconditionalStudy changed =
        adapted(Settings.with(CaseStudies.unconditional(scale, data.kind()), changes));
    UnconditionalStudy study = changed.withTraining(changed.training().withSeed(seed));
    return new Model(this, study, codec(study, seed), data.view());
  }

  /** Returns the settings as this recipe has them. */
  UnconditionalStudy adapted(UnconditionalStudy study) {
    return study;
  }

  /** Makes the model, every weight a function of the seed. */
  ImageCodec codec(UnconditionalStudy study, long seed) {
    return study.model().withLatents(seed);
  }

  /** Returns the settings that this recipe does not read. */
  Map<String, String> unread() {
    return Map.of();
  }

  private record Model(
      UnconditionalRecipe recipe, UnconditionalStudy settings, ImageCodec model, View view)
      implements JudgedModel {
    @Override
    public Map<String, String> fixed() {
      Map<String, String> fixed =
          FixedSettings.ofNetworks(settings.model().encoder(), settings.model().decoder());
      fixed.put("evaluation.samples", "only notebooks show samples");
      fixed.putAll(recipe.unread());
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
    public UnconditionalStudy.Evaluation evaluation() {
      return settings.evaluation();
    }

    @Override
    public List<RunScore> scores(
        ImageDataset train, ImageDataset test, Map<String, Features> seen) {
      List<RunScore> scores =
          new ArrayList<>(List.of(ReconstructionScore.of(model, test, evaluation())));
      if (!seen.isEmpty()) {
        try (ScoringNetwork network = ScoringNetwork.of(train).orElseThrow()) {
          scores.addAll(GenerationScores.of(network, seen, train, evaluation().real()));
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
