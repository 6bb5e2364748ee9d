package org.lzn.metric;

import java.util.stream.IntStream;
import org.lzn.data.EmojiPeople;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Require;

/**
 * How good drawn pictures of concepts are.
 *
 * @param error the mean squared difference to the artist's own picture, over all values in [-1, 1]
 * @param retrieval the share of drawn pictures that are nearest, by Euclidean distance, to their
 *     own among the artist's pictures of all the concepts asked for
 * @param right what a judge reads in them
 */
public record PictureScores(double error, double retrieval, ConceptReading.Shares right) {
  /**
   * Scores pictures.
   *
   * @param drawn a picture of each concept, (n, 3, 32, 32)
   * @param style in which they are drawn
   * @param judge of this style
   * @param concepts which, n different ones
   */
  public static PictureScores of(
      ImageBatch drawn, EmojiPeople people, String style, EmojiJudge judge, int... concepts) {
    Require.that(
        drawn.size() == concepts.length,
        "%d concepts need as many pictures, got %d",
        concepts.length,
        drawn.size());
    ImageBatch own = ImageBatch.of(people.pictures(style), concepts);
    ConceptReading truth = ConceptReading.of(people, concepts);
    return new PictureScores(
        error(drawn.values(), own.values()), retrieval(drawn, own), judge.read(drawn).right(truth));
  }

  private static double error(float[] drawn, float[] own) {
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      double difference = drawn[i] - own[i];
      sum += difference * difference;
    }
    return sum / own.length;
  }

  private static double retrieval(ImageBatch drawn, ImageBatch own) {
    FeatureExtractor pixels = new PixelFeatures();
    int[][] nearest =
        NearestImages.of(Features.of(pixels, drawn), Features.of(pixels, own), 1).indices();
    long right = IntStream.range(0, nearest.length).filter(i -> nearest[i][0] == i).count();
    return right / (double) nearest.length;
  }
}
