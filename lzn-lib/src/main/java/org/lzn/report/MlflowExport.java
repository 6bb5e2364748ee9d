package org.lzn.report;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.run.RunFolder;
import org.lzn.run.RunRecord;
import org.lzn.run.TrainingRun;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * Tells an MLflow server of a run that has ended: its settings as parameters, losses and measures
 * by step, scores as metrics at the last step, code and data as tags, and the record and the losses
 * as files. Each export is a run of its own there.
 */
public final class MlflowExport {
  /** The most that the server takes at once. */
  private static final int MOST_PARAMETERS = 100;

  private static final int MOST_METRICS = 1000;
  private static final int LONGEST = 500;

  private final MlflowServer server;
  private final String experiment;

  /**
   * Names where runs go; nothing is sent yet.
   *
   * @param server its address, such as {@code http://localhost:5000}
   * @param experiment the runs' experiment, made if there is none of this name
   * @throws IllegalArgumentException if the address is not one of http or https
   */
  public MlflowExport(URI server, String experiment) {
    this.server = new MlflowServer(server);
    this.experiment = experiment;
  }

  /**
   * Sends a run.
   *
   * @return its identity there
   * @throws IllegalArgumentException if it has not ended, or the server refuses it
   * @throws java.io.UncheckedIOException if no server answers
   */
  public String send(Path folder) {
    TrainingRun run = RunFolder.at(folder).run();
    RunRecord record = run.record();
    Instant end = record.course().end();
    Require.that(end != null, "%s has not ended: export it when it has", folder);
    JsonObject made =
        server
            .call(
                "runs/create",
                Map.of(
                    "experiment_id", server.experiment(experiment),
                    "run_name", record.name(),
                    "start_time", record.course().start().toEpochMilli(),
                    "tags", tags(record)))
            .getAsJsonObject("run")
            .getAsJsonObject("info");
    String id = made.get("run_id").getAsString();
    log(id, "params", parameters(record), MOST_PARAMETERS);
    log(id, "metrics", metrics(run), MOST_METRICS);
    for (String kind : List.of(".json", ".csv")) {
      server.put(made.get("artifact_uri").getAsString(), folder.resolve(record.name() + kind));
    }
    server.call(
        "runs/update", Map.of("run_id", id, "status", "FINISHED", "end_time", end.toEpochMilli()));
    return id;
  }

  private void log(String run, String kind, List<Map<String, Object>> all, int most) {
    for (int from = 0; from < all.size(); from += most) {
      List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + most));
      server.call("runs/log-batch", Map.of("run_id", run, kind, some));
    }
  }

  private static List<Map<String, Object>> tags(RunRecord record) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", "lzn");
    tags.put("lzn.code", record.code().toString());
    tags.put("lzn.machine", record.machine().toString());
    record.setup().data().forEach(d -> tags.put("lzn.data." + d.name(), d.checksum()));
    return pairs(tags);
  }

  private static List<Map<String, Object>> parameters(RunRecord record) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("scale", record.setup().scale());
    parameters.put("seeds", record.setup().seeds().toString());
    TensorBoard.flatten("", record.setup().options(), parameters);
    return pairs(parameters);
  }

  private static List<Map<String, Object>> pairs(Map<String, String> texts) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    texts.forEach(
        (key, text) ->
            pairs.add(
                Map.of(
                    "key",
                    key(key),
                    "value",
                    text.substring(0, Math.min(LONGEST, text.length())))));
    return pairs;
  }

  private static List<Map<String, Object>> metrics(TrainingRun run) {
    long start = run.record().course().start().toEpochMilli();
    List<Map<String, Object>> metrics = new ArrayList<>();
    for (TrainingHistory.Point point : run.history().points()) {
      long time = start + Math.round(1000 * point.seconds());
      add(metrics, "loss/training", point.train(), time, point.step());
      add(metrics, "loss/held-out", point.heldOut(), time, point.step());
      point.measures().forEach((k, v) -> add(metrics, "measure/" + k, v, time, point.step()));
    }
    long end = run.record().course().end().toEpochMilli();
    long last = run.record().course().steps().done();
    run.record().scores().forEach(s -> add(metrics, "score/" + s.name(), s.value(), end, last));
    return metrics;
  }

  private static void add(
      List<Map<String, Object>> metrics, String name, double value, long time, long step) {
    if (Double.isFinite(value)) { // a measure that was not taken is NaN
      metrics.add(Map.of("key", key(name), "value", value, "timestamp", time, "step", step));
    }
  }

  /** The letters that MLflow takes in a name. */
  private static String key(String name) {
    return name.replace("α", "alpha").replaceAll("[^A-Za-z0-9_. :/-]", "_");
  }
}
