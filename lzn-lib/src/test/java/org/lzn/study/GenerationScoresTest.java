package org.lzn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.metric.DinoV2;
import org.lzn.metric.DinoV2Test;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.metric.PixelFeatures;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;

class GenerationScoresTest {
  private static final Shape SHAPE = new Shape(1, 2, 2);
  private static final int ENOUGH = 30; // for an extrapolation over four features

  @TempDir Path folder;

  /** Four classes, each as likely as its pixel is bright. */
  private record Brightness() implements FeatureExtractor {
    @Override
    public String name() {
      return "brightness";
    }

    @Override
    public String checksum() {
      return "";
    }

    @Override
    public NDArray features(NDArray images) {
      return images.reshape(images.getShape().get(0), -1).softmax(1);
    }
  }

  private static ScoringNetwork judge(Optional<FeatureExtractor> dinoV2) {
    return new ScoringNetwork(new PixelFeatures(), new Brightness(), Optional.empty(), dinoV2);
  }

  private static ImageDataset real() {
    byte[] pixels = new byte[60 * 4];
    new SplittableRandom(1).nextBytes(pixels);
    return MemoryImages.of("real", "made here", SHAPE, List.of("one"), pixels, new byte[60]);
  }

  private static ImageBatch drawn(int n) {
    SplittableRandom random = new SplittableRandom(2);
    float[] pixels = new float[n * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (random.nextDouble() - 0.5);
    }
    return new ImageBatch(pixels, new Shape(n, 1, 2, 2));
  }

  private static Map<String, RunScore> scores(ScoringNetwork judge, int n) {
    Map<String, RunScore> scores = new LinkedHashMap<>();
    GenerationScores.of(judge, drawn(n), real(), 60).forEach(s -> scores.put(s.name(), s));
    return scores;
  }

  @Test
  void enoughImagesAreExtrapolatedAndFewAreNot() {
    try (ScoringNetwork judge = judge(Optional.empty())) {
      Map<String, RunScore> scores = scores(judge, ENOUGH);
      RunScore infinite = scores.get("frechet_distance_infinite");
      assertTrue(infinite.value() < scores.get("frechet_distance").value());
      assertEquals("extrapolated from 8 to 30 images, beside 60 training images", infinite.note());
      assertEquals(ENOUGH, infinite.basis().samples());
      assertTrue(scores.get("sliced_wasserstein").value() > 0);
      assertFalse(scores.containsKey("fd_dinov2"));
      Map<String, RunScore> fewer = scores(judge, ENOUGH - 1);
      assertFalse(fewer.containsKey("frechet_distance_infinite"));
      assertTrue(fewer.containsKey("sliced_wasserstein"));
    }
  }

  @Test
  void imagesOfTheReferenceAreAtNoDistance() {
    try (ScoringNetwork judge = judge(Optional.empty())) {
      List<RunScore> scores =
          GenerationScores.of(judge, ImageBatch.range(real(), 0, 60), real(), 60);
      for (String name : List.of("frechet_distance", "sliced_wasserstein")) {
        RunScore score = scores.stream().filter(s -> s.name().equals(name)).findFirst().get();
        assertEquals(0, score.value(), 1e-10, name);
      }
    }
  }

  @Test
  void dinoV2sDistanceIsThatOfItsFeatures() throws IOException {
    DinoV2 network = DinoV2.load(DinoV2Test.standIn(folder.resolve("dinov2.pt")));
    try (ScoringNetwork judge = judge(Optional.of(network))) {
      RunScore score = scores(judge, ENOUGH).get("fd_dinov2");
      Features ours = Features.of(network, drawn(ENOUGH));
      Features theirs = Features.of(network, real());
      assertEquals(FrechetDistance.between(ours, theirs), score.value(), 1e-9);
      assertEquals(network.name(), score.basis().extractor());
      assertTrue(score.interval().contains(score.value()));
      assertEquals("beside 60 training images", score.note());
    }
  }
}
