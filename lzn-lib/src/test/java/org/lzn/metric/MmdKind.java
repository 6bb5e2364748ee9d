package org.lzn.metric;

import org.lzn.golden.Comparison;
import org.lzn.golden.GoldenCase;
import org.lzn.golden.GoldenKind;

/** CMMD's estimator and the unbiased kernel distance of given embeddings. */
public final class MmdKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    Features a = ScoresKind.features(golden, "a");
    Features b = ScoresKind.features(golden, "b");
    comparison.same("sigma", MaximumMeanDiscrepancy.cmmd().sigma(), golden.number("sigma"));
    comparison.same("scale", MaximumMeanDiscrepancy.cmmd().scale(), golden.number("scale"));
    double cmmd = MaximumMeanDiscrepancy.cmmd().between(a, b);
    comparison.close("cmmd", new double[] {golden.number("cmmd")}, new double[] {cmmd}, 1e-9);
    double kid = KernelInceptionDistance.between(a, b);
    double[] expected = {golden.number("kid_unbiased")};
    comparison.close("kid", expected, new double[] {kid}, 1e-9);
  }
}
