package org.lzn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.Work;
import org.lzn.plot.Progress;
import org.lzn.tensor.Notices;

/** Pieces of images that a cluster draws. */
final class Pieces {
  private Pieces() {}

  /**
   * Has pieces drawn, and says which of them were not and why: whoever needs them draws them.
   *
   * @param address of the cluster
   * @param pieces their numbers; if there are none, no cluster is asked
   * @param work that draws one
   */
  static void on(String address, List<Integer> pieces, IntFunction<Work<Integer>> work) {
    if (pieces.isEmpty()) {
      return;
    }
    Map<String, Work<Integer>> works = new LinkedHashMap<>();
    pieces.forEach(piece -> works.put("piece " + piece, work.apply(piece)));
    try (Cluster machines = Cluster.at(address);
        Progress progress =
            Progress.of("drawing on " + address, works.size()).counting("pieces", 1)) {
      int[] done = {0};
      Map<String, RuntimeException> failures =
          machines.all(works, (name, piece) -> progress.update(++done[0], name));
      failures.forEach(
          (name, why) -> Notices.say(name + " " + why.getMessage() + "; it is drawn here."));
    }
  }
}
