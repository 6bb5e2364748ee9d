package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.flow.Euler;
import org.lzn.flow.MultistepSolver;

/** Latents of anchors each of which joins the residents alone. */
class AmongResidentsTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 5);

  @AfterEach
  void close() {
    manager.close();
  }

  /** What residents save is time alone: the whole computation over n + 1 anchors is the same. */
  @ParameterizedTest
  @MethodSource("org.lzn.latent.LatentComputationTest#solvers")
  void amongResidentsALatentIsThatOfTheLastOfAllAnchors(MultistepSolver solver) {
    int n = 40;
    NDArray residents = samples.normal("residents", n, 5).add(3);
    NDArray own = samples.normal("own", 6, 5).add(3);
    own.set(new NDIndex("0"), residents.get(7).add(1e-3)); // one that is nearly a resident
    NDArray noise = samples.normal("noise", 6, 5);
    LatentComputation zones = LatentComputation.with(solver).withAlpha(0.7);
    NDArray among = zones.among(Anchors.of(residents), Anchors.of(own), noise);
    assertEquals(new Shape(6, 5), among.getShape());
    for (int i = 0; i < 6; i++) {
      NDIndex row = new NDIndex("{}:{}", i, i + 1);
      Anchors all = Anchors.of(residents.concat(own.get(row)));
      try (Latents whole = zones.of(all, new int[] {n}, noise.get(row))) {
        assertTrue(Samples.distance(among.get(row), whole.points()) < 1e-10, "latent " + i);
      }
    }
  }

  @Test
  void residentsOfAnotherSpaceOrWeightAreRefused() {
    LatentComputation zones = LatentComputation.with(Euler.steps(2));
    Anchors residents = Anchors.of(samples.normal("residents", 3, 5));
    Anchors own = Anchors.of(samples.normal("own", 2, 4));
    NDArray noise = samples.normal("noise", 2, 5);
    assertThrows(IllegalArgumentException.class, () -> zones.among(residents, own, noise));
    Anchors fitting = Anchors.of(samples.normal("own", 2, 5));
    Anchors weighted = residents.withWeights(manager.create(new double[] {1, 2, 3}));
    assertThrows(IllegalArgumentException.class, () -> zones.among(weighted, fitting, noise));
    NDArray three = samples.normal("noise", 3, 5);
    assertThrows(IllegalArgumentException.class, () -> zones.among(residents, fitting, three));
  }
}
