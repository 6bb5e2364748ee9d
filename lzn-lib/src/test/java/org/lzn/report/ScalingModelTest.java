package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lzn.report.ScalingModel.Link;
import org.lzn.report.ScalingModel.Traffic;
import org.lzn.report.ScalingModel.Work;

class ScalingModelTest {
  private static final Link FREE = new Link(1e300, 0);
  private static final ScalingModel MODEL =
      new ScalingModel(64, new Work(0.5, 0.25), new Traffic(1000, 10, 3), new Link(100, 0.125));

  @Test
  void theTimeOfAStepIsItsFormula() {
    assertEquals(0.5 * 64 / 4, MODEL.networks(4));
    assertEquals(0.25 * 64 * 64 / 4, MODEL.latents(4));
    assertEquals(4 * (1000 + 2 * 64 * 10), MODEL.bytes());
    assertEquals(2 * 0.75 * 9120 / 100 + 2 * 3 * 3 * 0.125, MODEL.exchange(4), 1e-12);
    assertEquals(8 + 256 + 136.8 + 2.25, MODEL.step(4), 1e-12);
    assertEquals((32 + 1024) / (4 * 403.05), MODEL.efficiency(4), 1e-12);
  }

  @Test
  void oneWorkerExchangesNothing() {
    assertEquals(0, MODEL.exchange(1));
    assertEquals(1, MODEL.efficiency(1));
  }

  @Test
  void byALinkThatCostsNothingTwiceTheWorkersTakeHalfTheTime() {
    ScalingModel free = MODEL.withLink(FREE);
    assertEquals(free.step(2) / 2, free.step(4), 1e-12);
    assertEquals(1, free.efficiency(64), 1e-12);
  }

  @Test
  void latentsGrowWithTheWorkersWhereEachKeepsItsImages() {
    ScalingModel doubled = MODEL.withBatch(128);
    assertEquals(MODEL.networks(2), doubled.networks(4));
    assertEquals(2 * MODEL.latents(2), doubled.latents(4));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertTrue(refused(() -> MODEL.step(0)).contains("a worker or more, got 0"));
    assertTrue(refused(() -> MODEL.withBatch(0)).contains("batch must be positive, got 0"));
    assertTrue(refused(() -> new Link(0, 0)).contains("rate must be positive, got 0"));
    assertTrue(refused(() -> new Work(-1, 0)).contains("0 or more, got -1"));
  }

  private static String refused(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
