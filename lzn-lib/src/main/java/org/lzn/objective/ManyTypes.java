package org.lzn.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lzn.codec.Column;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.Network;
import org.lzn.tensor.Require;

/**
 * The loss of many data types in one space, what figure 1 of [Lin25] draws: every type's latents
 * shall lie in the zones of the others, and every decoder shall know the latents of every type.
 *
 * <p>A batch is a list of concepts, whose numbers stand in the place of the labels. Each step joins
 * every type to others by chance: its latents are aligned with the zones of some of them ([Lin25]
 * §2.2.2; one to one as in case study 2, or with the zones of classes as in case study 3), and its
 * decoder learns on the latents of one of them, itself among them (§3). A concept that a type lacks
 * takes no part in its terms.
 */
public final class ManyTypes implements Objective {
  private final List<Column<?>> columns;
  private final LatentComputation zones;
  private final LatentAlignment alignment;
  private final Weights weights;

  /**
   * How much each kind of term counts.
   *
   * @param partners types with zones of their own that each type's latents are aligned with in a
   *     step
   * @param classes types of classes that each type's latents are aligned with in a step
   * @param alignment factor of the alignments with zones of their own
   * @param labels factor of the alignments with the zones of classes
   * @param decoding factor of the decoders' losses
   * @param own how likely a decoder learns on the latents of its own type
   */
  public record Weights(
      int partners, int classes, double alignment, double labels, double decoding, double own) {
    /** Checks the ranges. */
    public Weights {
      Require.that(
          partners > 0 && classes >= 0,
          "each type needs 1 or more partners and 0 or more classes, got %d and %d",
          partners,
          classes);
      Require.that(alignment >= 0 && labels >= 0 && decoding >= 0, "factors must not be negative");
      Require.that(0 <= own && own <= 1, "own must be from 0 to 1, got %s", own);
    }
  }

  /** Makes the loss of two or more types. */
  public ManyTypes(
      List<Column<?>> columns,
      LatentComputation zones,
      LatentAlignment alignment,
      Weights weights) {
    this.columns = List.copyOf(columns);
    this.zones = zones;
    this.alignment = alignment;
    this.weights = weights;
  }

  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    columns.forEach(column -> parts.putAll(column.type().parts()));
    return parts;
  }

  @Override
  public double value(Step step) {
    List<TypeInStep<?>> types = new ArrayList<>();
    try {
      for (Column<?> column : columns) {
        if (Arrays.stream(step.labels()).anyMatch(column.present())) {
          types.add(TypeInStep.of(step, column));
        }
      }
      if (!types.stream().allMatch(TypeInStep::finite)) {
        return Double.NaN;
      }
      return terms(step, types);
    } finally {
      types.forEach(TypeInStep::close);
    }
  }

  private double terms(Step step, List<TypeInStep<?>> types) {
    List<TypeInStep<?>> sources = types.stream().filter(type -> !type.sharesZones()).toList();
    List<TypeInStep<?>> classes = types.stream().filter(TypeInStep::sharesZones).toList();
    SplittableRandom random = step.draws().generator("partners");
    double loss = 0;
    for (TypeInStep<?> source : sources) {
      for (TypeInStep<?> other : chosen(sources, source, weights.partners, random)) {
        loss += weights.alignment * source.align(other, zones, alignment, weights.alignment);
      }
      for (TypeInStep<?> labels : chosen(classes, source, weights.classes, random)) {
        loss += weights.labels * source.align(labels, zones, alignment, weights.labels);
      }
    }
    for (TypeInStep<?> target : sources) {
      boolean own = random.nextDouble() < weights.own;
      TypeInStep<?> source = own ? target : sources.get(random.nextInt(sources.size()));
      double value = target.decode(source, zones, weights.decoding);
      if (!step.training()) {
        step.measure("loss of " + target.name(), value);
      }
      loss += weights.decoding * value;
    }
    if (step.training()) {
      types.forEach(TypeInStep::finish);
    }
    return loss;
  }

  /** Chooses the partners of a step among the others. */
  private List<TypeInStep<?>> chosen(
      List<TypeInStep<?>> all, TypeInStep<?> source, int count, SplittableRandom random) {
    List<TypeInStep<?>> others = new ArrayList<>(all);
    others.remove(source);
    List<TypeInStep<?>> chosen = new ArrayList<>();
    while (chosen.size() < count && !others.isEmpty()) {
      chosen.add(others.remove(random.nextInt(others.size())));
    }
    return chosen;
  }
}
