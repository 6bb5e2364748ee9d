package org.lzn.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.lzn.nn.ResNetSettings;
import org.lzn.study.representation.RepresentationRecipe;

/** What {@code src/jmh/python/representation_steps.py} must know of a recipe of case study 2. */
final class RepresentationTexts {
  private RepresentationTexts() {}

  static Map<String, String> of(RepresentationRecipe.Model model) {
    ResNetSettings network = model.settings().model().network();
    Map<String, Object> texts =
        new HashMap<>(AlignmentTexts.of(model.settings().methods().alignment()));
    texts.put("format", "pt");
    texts.put("study", model.recipe().id());
    texts.put("kernel", network.stem().kernel());
    texts.put("stride", network.stem().stride());
    texts.put("blocks", StepFile.words(network.stages().blocks()));
    texts.put("width", network.stages().width());
    texts.put("expansion", network.stages().expansion());
    texts.put("groups", network.groups());
    texts.put("layers", network.head().layers());
    texts.put("rate", model.settings().training().optimisation().rates().get("encoder"));
    texts.put("temperature", model.settings().methods().temperature());
    texts.put("level", model.encoder().zones().noiseLevel());
    texts.put("alpha", model.encoder().zones().alpha());
    return texts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue())));
  }
}
