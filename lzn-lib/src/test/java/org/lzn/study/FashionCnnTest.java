package org.lzn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.TinyImages;
import org.lzn.data.Datasets;
import org.lzn.data.ImageDataset;
import org.lzn.file.Checksums;
import org.lzn.metric.SmallCnnFeatures;
import org.lzn.nn.SmallCnnSettings;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.train.TrainingOptions;

class FashionCnnTest {
  @Test
  void leavesWeightsTheirChecksumAndARecord(@TempDir Path folder) {
    ImageDataset bars = TinyImages.bars(64, 1);
    TrainingOptions options =
        FashionCnn.options()
            .withSteps(2)
            .withBatch(16)
            .withHeldOut(new TrainingOptions.HeldOut(2, 64));
    RunRecord record = FashionCnn.run(bars, bars, options, folder);
    assertEquals(record, RunRecord.load(folder.resolve("fashion-cnn.json")));
    Path weights = folder.resolve("fashion-cnn.safetensors");
    Checksums.verify(weights, "");
    SmallCnnSettings settings = SmallCnnSettings.fashionMnist().withData(bars.shape(), 2);
    try (SmallCnnFeatures cnn = SmallCnnFeatures.load(weights, settings, "tiny")) {
      assertEquals(Checksums.of(weights), cnn.checksum());
    }
  }

  @Test
  void theCommittedRecordSaysWhatTheCommittedWeightsReached() {
    RunRecord record =
        RunRecord.load(Datasets.find("models").resolve("fashion-cnn").resolve("fashion-cnn.json"));
    assertEquals(60_000, record.setup().data().get(0).size());
    assertEquals(FashionCnn.options().steps(), record.course().steps().done());
    RunScore accuracy = record.scores().get(1);
    assertEquals("test accuracy", accuracy.name());
    assertTrue(accuracy.value() >= 0.91, accuracy.toString());
  }
}
