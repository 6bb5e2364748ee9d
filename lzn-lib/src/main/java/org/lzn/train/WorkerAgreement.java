package org.lzn.train;

import com.google.gson.JsonElement;
import java.util.List;
import org.lzn.file.Json;
import org.lzn.file.JsonDifference;
import org.lzn.tensor.Require;
import org.lzn.workers.Workers;

/** That all workers do the same: of different settings the weights would be nobody's. */
public final class WorkerAgreement {
  private WorkerAgreement() {}

  /**
   * Compares what each worker is about to do; all of them refuse what differs for any.
   *
   * @param own a description of what this worker does
   * @throws IllegalArgumentException that names the worker and the first difference
   */
  public static void require(Workers workers, JsonElement own) {
    if (workers.isAlone()) {
      return;
    }
    List<String> all = workers.gather(Json.text(own));
    JsonElement first = Json.parse(all.get(0));
    for (int rank = 1; rank < all.size(); rank++) {
      int worker = rank;
      JsonDifference.of(Json.parse(all.get(rank)), first)
          .ifPresent(
              difference ->
                  Require.that(
                      false,
                      "all workers must do the same, but of worker %d %s as worker 0's",
                      worker,
                      difference));
    }
  }
}
