package org.lzn.study.many;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.codec.ClassZone;
import org.lzn.codec.DataType;
import org.lzn.codec.LabelType;
import org.lzn.data.EmojiPeople;
import org.lzn.metric.ConceptReading;
import org.lzn.metric.EmojiJudge;
import org.lzn.metric.Features;
import org.lzn.metric.NearestImages;
import org.lzn.metric.PixelFeatures;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Meet;
import org.lzn.task.Move;

/**
 * Tasks that nothing was trained for: one latent of the prior read by all decoders; another tone
 * for a picture, and the rest as it was; pictures of where three labels' zones meet.
 *
 * <p>What is decoded is read by {@link EmojiJudge}s in pictures, and word by word in captions.
 */
final class Compositions {
  private static final String ALL = TypeTable.ALL;
  private static final int MEETING_POINTS = 32;

  private final EmojiPeople people;
  private final LatentNetwork network;
  private final Map<String, EmojiJudge> judges;
  private final int draws;
  private final int[] residents;

  /**
   * Takes a network.
   *
   * @param judges of the styles
   * @param residents the concepts that the network learnt from
   */
  Compositions(
      ManyTypesRecipe.Model model,
      LatentNetwork network,
      Map<String, EmojiJudge> judges,
      int... residents) {
    this.people = model.people();
    this.draws = model.settings().evaluation().draws();
    this.network = network;
    this.judges = judges;
    this.residents = residents;
  }

  /** Returns the scores of all three, on concepts that were not learnt from. */
  List<RunScore> scores(int... asked) {
    List<RunScore> scores = new ArrayList<>(prior(asked.length));
    scores.addAll(moved(asked));
    scores.addAll(met(asked));
    return scores;
  }

  /** How often the attributes that the label decoders name are seen in pictures and captions. */
  private List<RunScore> prior(int n) {
    float[][] z = network.prior(n, 1);
    ConceptReading named = labels(z);
    List<RunScore> scores = new ArrayList<>();
    for (DataType<?> type : network.types()) {
      if (!type.sharesZones()) {
        String task = "prior to " + type.name();
        scores.addAll(shares(task, read(type, z).right(named), n));
        if (judges.containsKey(type.name())) {
          scores.add(score(task, "nearest learnt", nearest(type.name(), z), n));
        }
      }
    }
    return scores;
  }

  /** Mean squared distance of the pictures to the nearest that was learnt from. */
  private double nearest(String style, float[][] z) {
    ImageBatch drawn = network.decode(network.pictures(style), z, 1);
    Features known = pixels(ImageBatch.of(people.pictures(style), residents));
    double[][] distances = NearestImages.of(pixels(drawn), known, 1).distances();
    double values = drawn.values().length / (double) drawn.size();
    return Arrays.stream(distances).mapToDouble(d -> d[0] * d[0] / values).average().orElseThrow();
  }

  private static Features pixels(ImageBatch pictures) {
    return Features.of(new PixelFeatures(), pictures);
  }

  /** Pictures get the tone after their own; the last one, the first. */
  private List<RunScore> moved(int... asked) {
    LabelType tone = network.labels("tone");
    List<RunScore> scores = new ArrayList<>();
    for (String style : EmojiPeople.STYLES) {
      ImageBatch own = ImageBatch.of(people.pictures(style), asked);
      float[][] z = network.from(network.pictures(style)).latents(own, 0, 1);
      int tones = tone.classNames().size();
      int[] wanted = IntStream.of(labels("tone", asked)).map(t -> (t + 1) % tones).toArray();
      float[][] moved = new float[z.length][];
      for (int t = 0; t < tones; t++) {
        float[][] all = new Move(network, new ClassZone(tone, t)).of(z);
        for (int i = 0; i < z.length; i++) {
          moved[i] = wanted[i] == t ? all[i] : moved[i];
        }
      }
      ConceptReading truth = ConceptReading.of(people, asked).withTone(wanted);
      String task = "another tone, " + style;
      scores.addAll(shares(task, read(network.type(style), moved).right(truth), asked.length));
    }
    return scores;
  }

  /**
   * The first of the concepts of each role, from its three labels alone; the middle of the space
   * where their zones do not meet.
   */
  private List<RunScore> met(int... asked) {
    int[] roles = labels("role", asked);
    int[] some =
        IntStream.range(0, asked.length)
            .filter(i -> IntStream.range(0, i).noneMatch(j -> roles[j] == roles[i]))
            .map(i -> asked[i])
            .toArray();
    float[][] z = new float[some.length][];
    double meeting = 0;
    for (int i = 0; i < some.length; i++) {
      int concept = some[i];
      List<ClassZone> zones =
          EmojiPeople.ATTRIBUTES.stream()
              .map(a -> new ClassZone(network.labels(a), labels(a, concept)[0]))
              .toList();
      Optional<float[]> middle = new Meet(network, zones, draws).middle(MEETING_POINTS, 1);
      meeting += middle.isPresent() ? 1 : 0;
      z[i] = middle.orElse(new float[network.dimension()]);
    }
    ConceptReading truth = ConceptReading.of(people, some);
    List<RunScore> scores = new ArrayList<>();
    scores.add(score("three labels", "meet", meeting / some.length, some.length));
    for (DataType<?> type : network.types()) {
      if (!type.sharesZones()) {
        String task = "three labels to " + type.name();
        scores.addAll(shares(task, read(type, z).right(truth), some.length));
      }
    }
    return scores;
  }

  private int[] labels(String attribute, int... concepts) {
    int[] all = people.labels(attribute);
    return IntStream.of(concepts).map(c -> all[c]).toArray();
  }

  private ConceptReading labels(float[][] z) {
    return new ConceptReading(
        network.decode(network.labels("role"), z, 1),
        network.decode(network.labels("gender"), z, 1),
        network.decode(network.labels("tone"), z, 1));
  }

  private <S> ConceptReading read(DataType<S> type, float[][] z) {
    S made = network.decode(type, z, 1);
    return made instanceof ImageBatch pictures
        ? judges.get(type.name()).read(pictures)
        : ConceptReading.of(
            people,
            type.words(made).stream()
                .mapToInt(text -> people.find(type.name(), text).orElse(-1))
                .toArray());
  }

  private static List<RunScore> shares(String task, ConceptReading.Shares right, int n) {
    return List.of(
        score(task, "role", right.role(), n),
        score(task, "gender", right.gender(), n),
        score(task, "tone", right.tone(), n),
        score(task, ALL, right.all(), n));
  }

  private static RunScore score(String task, String name, double value, int n) {
    return RunScore.of(task + ", " + name, value).withSamples(n);
  }
}
