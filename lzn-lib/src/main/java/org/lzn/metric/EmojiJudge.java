package org.lzn.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.data.EmojiPeople;
import org.lzn.plot.ImageBatch;

/**
 * Reads role, gender and tone from pictures of emoji people in one style.
 *
 * <p>Role and gender are read from where colours are: by ridge regression of their one-hot codes on
 * the pixels. Tone is read from which colours there are, by the same on a histogram of colours. The
 * likeliest value is the one whose code comes out largest. Both are closed forms of the pictures to
 * learn from, found anew in a second or two; the penalties were chosen on the validation concepts.
 */
public final class EmojiJudge {
  private static final double PIXEL_PENALTY = 10;
  private static final double COLOUR_PENALTY = 1;
  private static final FeatureExtractor PIXELS = new PixelFeatures();
  private static final FeatureExtractor COLOURS = new ColourHistogram(10);

  private final RidgeRegression.Fit role;
  private final RidgeRegression.Fit gender;
  private final RidgeRegression.Fit tone;

  private EmojiJudge(EmojiPeople people, String style, int... concepts) {
    ImageBatch pictures = ImageBatch.of(people.pictures(style), concepts);
    RidgeRegression pixels = RidgeRegression.on(Features.of(PIXELS, pictures));
    role = pixels.fit(codes(people, "role", concepts), PIXEL_PENALTY);
    gender = pixels.fit(codes(people, "gender", concepts), PIXEL_PENALTY);
    tone =
        RidgeRegression.on(Features.of(COLOURS, pictures))
            .fit(codes(people, "tone", concepts), COLOUR_PENALTY);
  }

  /**
   * Returns the judge that knows all pictures to learn from.
   *
   * @param style one of {@link EmojiPeople#STYLES}
   */
  public static EmojiJudge of(EmojiPeople people, String style) {
    return new EmojiJudge(people, style, people.learning());
  }

  /** Returns a judge that knows some pictures only, to choose settings by the others. */
  public static EmojiJudge knowing(EmojiPeople people, String style, int... concepts) {
    return new EmojiJudge(people, style, concepts);
  }

  /** Returns the judge of each style, all of which know the same concepts. */
  public static Map<String, EmojiJudge> ofStyles(EmojiPeople people, int... concepts) {
    Map<String, EmojiJudge> judges = new LinkedHashMap<>();
    EmojiPeople.STYLES.forEach(style -> judges.put(style, knowing(people, style, concepts)));
    return judges;
  }

  /** Reads pictures, (n, 3, 32, 32). */
  public ConceptReading read(ImageBatch pictures) {
    Features pixels = Features.of(PIXELS, pictures);
    return new ConceptReading(
        largest(role.predict(pixels)),
        largest(gender.predict(pixels)),
        largest(tone.predict(Features.of(COLOURS, pictures))));
  }

  /** Returns the one-hot codes of an attribute, (n, number of its values). */
  private static Features codes(EmojiPeople people, String attribute, int... concepts) {
    int[] labels = people.labels(attribute);
    int width = people.names(attribute).size();
    double[] codes = new double[concepts.length * width];
    for (int i = 0; i < concepts.length; i++) {
      codes[i * width + labels[concepts[i]]] = 1;
    }
    return Features.of(codes, width);
  }

  private static int[] largest(Features codes) {
    int[] largest = new int[codes.size()];
    for (int i = 0; i < largest.length; i++) {
      double[] row = codes.rows(i, i + 1);
      double most = Arrays.stream(row).max().orElseThrow();
      while (row[largest[i]] < most) {
        largest[i]++;
      }
    }
    return largest;
  }
}
