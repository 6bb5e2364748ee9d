package org.lzn.study.joint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.data.View;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Experiment;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import org.lzn.study.CaseStudies;
import org.lzn.task.GenerateClass;

/** A recipe of case study 3 ([Lin25] §5): one model for both tasks, or for one of them. */
abstract class JointStudyRecipe implements Recipe {
  @Override
  public String study() {
    return "3 generation and classification";
  }

  @Override
  public Prepared prepare(Scale scale, DataSource data, List<String> changes, long seed) {
    JointStudy changed = Settings.with(CaseStudies.joint(scale, data), changes);
    JointStudy study = changed.withTraining(changed.training().withSeed(seed));
    return model(study, data.view(), seed);
  }

  /** Makes the model, every weight a function of the seed. */
  abstract Model model(JointStudy study, View view, long seed);

  /** What all share: the validation images are kept from the training of each. */
  interface Model extends Prepared {
    @Override
    JointStudy settings();

    @Override
    default Map<String, String> fixed() {
      Map<String, String> fixed =
          FixedSettings.ofNetworks(settings().model().encoder(), settings().model().decoder());
      fixed.put("labels.classes", "the data set has them");
      fixed.put("evaluation.samples", "only notebooks show samples");
      fixed.putAll(FixedSettings.because("this recipe does not read it", unread()));
      return fixed;
    }

    /** Returns the settings that the others read and this one does not. */
    String[] unread();

    @Override
    default Experiment experiment(String name) {
      return settings().experiment(name);
    }

    @Override
    default ImageDataset learns(ImageDataset train) {
      return settings().labels().choice().learnt(train);
    }

    @Override
    default Optional<ImageCodec> images() {
      return Optional.empty();
    }
  }

  /** Draws the classes in turn, as many of each. */
  static ImageBatch inTurn(GenerateClass task, int from, int to, OdeSolver solver) {
    int[] labels = new int[to];
    Arrays.setAll(labels, i -> i % task.images().decoder().classes());
    return task.sample(labels, from, to, solver);
  }
}
