package org.lzn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.data.DataSetRegistry;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.file.Checksums;
import org.lzn.metric.DinoV2Test;
import org.lzn.metric.SmallCnnFeatures;

class ScoringNetworkTest {
  /** Whatever images of these classes are called, and wherever they were read. */
  @Test
  void imagesOfTheClassesThatASmallNetworkKnowsAreJudgedByIt() {
    try (ScoringNetwork judge = ScoringNetwork.of(images(FashionMnist.CLASS_NAMES)).orElseThrow();
        SmallCnnFeatures kept = SmallCnnFeatures.fashionMnist()) {
      assertFalse(judge.inception());
      assertTrue(judge.spatial().isEmpty());
      assertEquals(kept.name(), judge.features().name());
      assertEquals(kept.checksum(), judge.features().checksum());
    }
  }

  @Test
  void theRegistryNamesTheNetworkThatFashionCnnTrains() {
    assertEquals(
        List.of(FashionCnn.NAME),
        DataSetRegistry.all().stream().flatMap(set -> set.scoringNetwork().stream()).toList());
  }

  @Test
  void ofOtherClassesItKnowsNothing() {
    ScoringNetwork.of(images(List.of("zero", "one")))
        .ifPresent(
            judge -> {
              assertTrue(judge.inception(), "only Inception judges other images");
              judge.close();
            });
  }

  @Test
  void dinoV2StandsBesideIfItsFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = DinoV2Test.standIn(folder.resolve("mine.pt"));
    System.setProperty("lzn.dinov2", file.toString());
    try (ScoringNetwork judge = ScoringNetwork.of(images(FashionMnist.CLASS_NAMES)).orElseThrow()) {
      assertEquals(Checksums.of(file), judge.dinoV2().orElseThrow().checksum());
    } finally {
      System.clearProperty("lzn.dinov2");
    }
  }

  private static ImageDataset images(List<String> classNames) {
    return MemoryImages.of(
        "two", "made here", new Shape(1, 28, 28), classNames, new byte[2 * 28 * 28], new byte[2]);
  }
}
