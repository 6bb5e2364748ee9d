package org.lzn.study.many;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.codec.Column;
import org.lzn.codec.DataType;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;
import org.lzn.task.LatentNetwork;

/**
 * Every task of the network on concepts that it has not seen: encoders down, decoders across.
 *
 * @param cells each cell's scores by their names, "noto to en" first
 */
public record TypeTable(Map<String, Map<String, Double>> cells, int concepts) {
  static TypeTable of(ManyTypesRecipe.Model model, int[] residents, int[] asked) {
    LatentNetwork network = model.network(residents);
    Map<String, Map<String, Double>> cells = new LinkedHashMap<>();
    for (Column<?> source : model.columns()) {
      float[][] latents = latents(network, source, asked, model.settings().evaluation().alpha());
      for (Column<?> target : model.columns()) {
        cells.put(
            source.type().name() + " to " + target.type().name(),
            scores(network, target, latents, asked));
      }
    }
    return new TypeTable(cells, asked.length);
  }

  private static <S> float[][] latents(
      LatentNetwork network, Column<S> source, int[] asked, double alpha) {
    double own = source.type().sharesZones() ? 1 : alpha;
    return network.from(source.type()).latents(source.samples().apply(asked), own, 1);
  }

  private static <T> Map<String, Double> scores(
      LatentNetwork network, Column<T> target, float[][] z, int[] asked) {
    DataType<T> type = target.type();
    T decoded = network.decode(type, z, 1);
    T wanted = target.samples().apply(asked);
    Map<String, Double> scores = new LinkedHashMap<>();
    if (decoded instanceof ImageBatch pictures) {
      float[] a = pictures.values();
      float[] b = ((ImageBatch) wanted).values();
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        double d = Math.max(-1, Math.min(1, a[i])) - b[i];
        sum += d * d;
      }
      scores.put("squared error", sum / a.length);
      scores.put("retrieval", retrieval(a, b, asked.length));
    } else if (decoded instanceof int[] labels) {
      int[] right = (int[]) wanted;
      double hits = 0;
      for (int i = 0; i < right.length; i++) {
        hits += labels[i] == right[i] ? 1 : 0;
      }
      scores.put("accuracy", hits / right.length);
    } else {
      List<?> texts = (List<?>) decoded;
      List<?> right = (List<?>) wanted;
      double hits = 0;
      for (int i = 0; i < right.size(); i++) {
        hits += texts.get(i).equals(right.get(i)) ? 1 : 0;
      }
      scores.put("exact", hits / right.size());
    }
    return scores;
  }

  private static double retrieval(float[] a, float[] b, int n) {
    int each = a.length / n;
    int hits = 0;
    for (int i = 0; i < n; i++) {
      int best = -1;
      double least = Double.MAX_VALUE;
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < each; k++) {
          double d = a[i * each + k] - b[j * each + k];
          sum += d * d;
        }
        if (sum < least) {
          least = sum;
          best = j;
        }
      }
      hits += best == i ? 1 : 0;
    }
    return hits / (double) n;
  }

  List<RunScore> scores() {
    List<RunScore> all = new ArrayList<>();
    cells.forEach(
        (cell, scores) ->
            scores.forEach(
                (name, value) ->
                    all.add(RunScore.of(cell + ", " + name, value).withSamples(concepts))));
    return all;
  }
}
