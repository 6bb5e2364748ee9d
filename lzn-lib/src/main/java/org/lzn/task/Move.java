package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.lzn.codec.ClassZone;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.RungeKutta45;
import org.lzn.latent.Anchors;
import org.lzn.latent.ZoneFlow;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;

/**
 * Takes latents to the zone of another class, to the same place in it: another tone, say, and all
 * else as it was. A latent of class k flows over the classes' anchors to s_{1-g} = (1 - g) a_k + g
 * ε, where ε says where in its zone it lies; from (1 - g) a_l + g ε it flows back.
 *
 * <p>Ours; the paper edits by another label beside the latent.
 *
 * @param network of the types
 * @param zone to go to
 */
public record Move(LatentNetwork network, ClassZone zone) {
  private static final double NOISE_LEVEL = 1e-3;
  private static final OdeSolver SOLVER = RungeKutta45.defaults().withTolerance(1e-7, 1e-7);

  /** Returns where the latents (n, q) go. */
  public float[][] of(float[][] latents) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      Anchors anchors = zone.type().codec().anchors().uniform();
      ZoneFlow flow = ZoneFlow.over(anchors);
      NDArray z = network.array(manager, latents).toType(DataType.FLOAT64, true);
      NDArray end = SOLVER.solve(flow, z, 0, 1 - NOISE_LEVEL);
      NDArray way = shift(manager, anchors, latents);
      NDArray moved = SOLVER.solve(flow, end.add(way), 1 - NOISE_LEVEL, 0);
      return LatentNetwork.rows(moved.toType(DataType.FLOAT32, true));
    }
  }

  /** Returns (1 - g) (a_l - a_k) for the class k of each latent. */
  private NDArray shift(NDManager manager, Anchors anchors, float[][] latents) {
    NDArray points = anchors.points().toType(DataType.FLOAT64, true);
    int[] from = network.decode(zone.type(), latents, 1);
    long[] rows = new long[from.length];
    long[] target = new long[from.length];
    for (int i = 0; i < from.length; i++) {
      rows[i] = from[i];
      target[i] = zone.label();
    }
    NDArray to = points.get(Constants.of(manager, target));
    return Constants.scale(to.sub(points.get(Constants.of(manager, rows))), 1 - NOISE_LEVEL);
  }
}
