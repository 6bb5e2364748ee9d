package org.lzn.study.unconditional;

import com.google.auto.service.AutoService;
import org.lzn.run.Recipe;
import org.lzn.train.optim.Optimisation;

/** A control that tells whether the encoder has to learn. */
@AutoService(Recipe.class)
public final class FrozenEncoderRecipe extends UnconditionalRecipe {
  @Override
  public String id() {
    return "rf-lzn-frozen";
  }

  @Override
  public String about() {
    return "rf-lzn with an encoder left as it was initialised, a control";
  }

  @Override
  UnconditionalStudy adapted(UnconditionalStudy study) {
    Optimisation frozen = study.training().optimisation().withRate("encoder", 0);
    return study.withTraining(study.training().withOptimisation(frozen));
  }
}
