package org.lzn.latent;

import org.apache.commons.math3.distribution.NormalDistribution;

/** Φ and its inverse. */
final class Normal {
  private static final NormalDistribution STANDARD = new NormalDistribution();

  private Normal() {}

  static double cdf(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  static double quantile(double p) {
    return STANDARD.inverseCumulativeProbability(p);
  }
}
