package org.lzn.study.many;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.codec.Column;
import org.lzn.codec.ImageCodec;
import org.lzn.data.DataSource;
import org.lzn.data.EmojiPeople;
import org.lzn.data.EmojiPeopleSet;
import org.lzn.data.ImageDataset;
import org.lzn.metric.EmojiJudge;
import org.lzn.objective.ManyTypes;
import org.lzn.objective.Objective;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.task.LatentNetwork;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/** Pictures in three styles, captions in two languages and three kinds of labels, one space. */
@AutoService(Recipe.class)
public final class ManyTypesRecipe implements Recipe {
  /** The word for the command line. */
  public static final String ID = "many-types";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String about() {
    return "pictures in three styles, captions and labels in one latent space, case study 4";
  }

  @Override
  public String study() {
    return "4 many types in one space";
  }

  @Override
  public String usualData() {
    return new EmojiPeopleSet().id();
  }

  @Override
  public Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    Require.that(
        data.kind() instanceof EmojiPeopleSet,
        "%s learns from %s, got %s",
        ID,
        usualData(),
        data.kind().id());
    ManyTypesStudy changed = Settings.with(ManyTypesStudies.of(scale), changes);
    ManyTypesStudy study = changed.withTraining(changed.training().withSeed(seed));
    EmojiPeople people = EmojiPeopleSet.open(data.folder());
    return new Model(study, people, study.columns(people, seed));
  }

  /**
   * A model of many types.
   *
   * @param settings of the study
   * @param people the concepts
   * @param columns the types
   */
  public record Model(ManyTypesStudy settings, EmojiPeople people, List<Column<?>> columns)
      implements Prepared {
    @Override
    public Map<String, String> fixed() {
      Map<String, String> fixed = new HashMap<>();
      FixedSettings.ofDecoder(settings.model().pictures().decoder())
          .forEach((path, why) -> fixed.put(path.replace("model.", "model.pictures."), why));
      fixed.putAll(
          FixedSettings.because("it follows from the pictures", "model.pictures.decoder.image"));
      fixed.put("training.microBatch", "a step takes its concepts whole");
      fixed.put("model.classes.alpha", "a task says which part of a class's zone it takes");
      return fixed;
    }

    @Override
    public Experiment experiment(String name) {
      return settings.experiment(name);
    }

    @Override
    public Objective objective() {
      return new ManyTypes(
          learnt(),
          settings.model().zones(),
          settings.objective().alignment(),
          settings.objective().weights());
    }

    /** The types without the captions that are taken away, which take no part of the space. */
    private List<Column<?>> learnt() {
      return columns.stream().<Column<?>>map(this::learnt).toList();
    }

    private <S> Column<S> learnt(Column<S> column) {
      double missing = settings.objective().missing();
      boolean text = settings.model().texts().languages().contains(column.type().name());
      if (!text || missing == 0) {
        return column;
      }
      SeededRandom draws = SeededRandom.of(settings.training().seed()).named("missing captions");
      return column.where(
          concept -> draws.at(concept).generator(column.type().name()).nextDouble() >= missing);
    }

    /** Returns the network whose residents are the given concepts. */
    public LatentNetwork network(int... residents) {
      return LatentNetwork.of(
          settings.model().space().dimension(), settings.model().zones(), learnt(), residents);
    }

    @Override
    public Optional<LatentNetwork> types(ImageDataset learnt) {
      return Optional.of(network(concepts(learnt)));
    }

    @Override
    public Optional<ImageCodec> images() {
      return Optional.empty();
    }

    @Override
    public List<RunScore> scores(ImageDataset train, ImageDataset test) {
      int[] learnt = concepts(train);
      int[] asked = concepts(test);
      LatentNetwork network = network(learnt);
      Map<String, EmojiJudge> judges = EmojiJudge.ofStyles(people, learnt);
      TypeTable table =
          TypeTable.of(network, columns, people, judges, settings.evaluation(), asked);
      List<RunScore> scores = new ArrayList<>(table.scores());
      scores.addAll(new Compositions(this, network, judges, learnt).scores(asked));
      return scores;
    }

    private static int[] concepts(ImageDataset data) {
      return data.labels(IntStream.range(0, data.size()).toArray());
    }

    @Override
    public void close() {
      columns.forEach(column -> column.type().close());
    }
  }
}
