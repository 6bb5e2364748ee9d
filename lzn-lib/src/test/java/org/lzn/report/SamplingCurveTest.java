package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.Euler;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.RungeKutta45;
import org.lzn.metric.Features;
import org.lzn.metric.PixelFeatures;

class SamplingCurveTest {
  @Test
  void everySolverHasItsCostAndItsDistance() {
    List<OdeSolver> solvers = SamplingCurve.solvers(5);
    assertEquals(
        List.of(Euler.steps(1), Euler.steps(2), Euler.steps(5), RungeKutta45.defaults()), solvers);
    var extractor = new PixelFeatures();
    Features real = Features.of(extractor, TinyImages.bars(80, 1));
    try (ImageCodec images = TinyImages.model(0).withoutLatents(1)) {
      SamplingCurve curve = SamplingCurve.of("RF", images, 8, solvers, extractor, real);
      assertEquals(2, curve.points().get(1).evaluations());
      assertTrue(curve.points().stream().allMatch(p -> p.distance() > 0));
      assertTrue(curve.points().stream().allMatch(p -> p.imagesPerSecond() > 0));
      List<SamplingCurve> both = List.of(curve, new SamplingCurve("other", curve.points()));
      var table = SamplingCurve.table(both);
      assertEquals(8, table.rowCount());
      assertEquals("Euler[steps=5]", table.getString(2, "solver"));
      assertEquals("RungeKutta45[relative=1.0E-5, absolute=1.0E-5]", table.getString(3, "solver"));
      assertTrue(SamplingCurve.chart("t", both).toString().contains("RF (4), other (4)"));
    }
  }
}
