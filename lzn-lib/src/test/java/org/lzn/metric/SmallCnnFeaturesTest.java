package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.codec.ImageClassifier;
import org.lzn.data.Datasets;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.file.Checksums;
import org.lzn.tensor.Scope;

/** The weights that come with the kit. */
class SmallCnnFeaturesTest {
  private static final ImageDataset TEST = FashionMnist.test();

  @Test
  void theCommittedWeightsClassifyTheTestSet() {
    try (SmallCnnFeatures cnn = SmallCnnFeatures.fashionMnist()) {
      int[] labels = TEST.labels(IntStream.range(0, TEST.size()).toArray());
      int[] classes = ImageClassifier.of(cnn.network()).classify(TEST);
      Accuracy accuracy = Accuracy.of(classes, labels, 10);
      assertEquals(10_000, accuracy.samples());
      assertTrue(accuracy.value() >= 0.91, accuracy.toString());
    }
  }

  @Test
  void imagesBecomeFeatures() {
    try (SmallCnnFeatures cnn = SmallCnnFeatures.fashionMnist();
        Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      NDArray features = cnn.features(TEST.images(manager, 0, 1, 2));
      assertEquals(new Shape(3, 96), features.getShape());
      assertEquals(
          Checksums.of(Datasets.find("models/fashion-cnn/fashion-cnn.safetensors")),
          cnn.checksum());
      assertEquals("small CNN of Fashion-MNIST", cnn.name());
    }
  }
}
