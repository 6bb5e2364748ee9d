package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lzn.file.Json;
import org.lzn.run.RunFolder;
import org.lzn.run.TrainingRun;

/** What is sent of a run, read by a server that answers as MLflow's does. */
class MlflowExportTest {
  private static final Path RUN =
      Path.of(System.getProperty("lzn.home", ".."), "datasets", "runs", "joint-1");
  private static final String PLACE = "mlflow-artifacts:/7/abc/artifacts";

  /** A request. */
  private record Call(String what, String body) {
    JsonObject json() {
      return Json.parse(body).getAsJsonObject();
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers =
      Map.of(
          "experiments/create",
          "{\"experiment_id\": \"7\"}",
          "runs/create",
          "{\"run\": {\"info\": {\"run_id\": \"abc\", \"artifact_uri\": \"" + PLACE + "\"}}}");
  private HttpServer server;
  private int failsWith;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestURI().getPath().replaceFirst("/api/2.0/(mlflow/)?", "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(new Call(what, new String(body, StandardCharsets.UTF_8)));
    boolean unknown = what.equals("experiments/get-by-name");
    String text =
        failsWith > 0
            ? "<html>"
            : answers.getOrDefault(what, exchange.getRequestMethod().equals("PUT") ? "" : "{}");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(failsWith > 0 ? failsWith : unknown ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @Test
  void settingsLossesScoresAndRecordAreSent() throws IOException {
    TrainingRun run = RunFolder.at(RUN).run();
    assertEquals("abc", new MlflowExport(address(), "a test").send(RUN));
    assertEquals("a test", only("experiments/create").json().get("name").getAsString());
    JsonObject made = only("runs/create").json();
    assertEquals("7", made.get("experiment_id").getAsString());
    assertEquals("joint-1", made.get("run_name").getAsString());
    assertEquals("500", value(all("params"), "training.steps"));
    JsonArray metrics = all("metrics");
    long losses = count(metrics, "loss/held-out");
    assertEquals(run.history().points().size(), losses);
    assertEquals(
        run.record().scores().stream()
            .filter(s -> s.name().equals("accuracy"))
            .findFirst()
            .get()
            .value(),
        Double.parseDouble(value(metrics, "score/accuracy")));
    for (JsonElement metric : metrics) {
      String key = metric.getAsJsonObject().get("key").getAsString();
      assertTrue(key.matches("[\\w. :/-]+"), key);
    }
    assertEquals(
        Files.readString(RUN.resolve("joint-1.json")),
        only("mlflow-artifacts/artifacts/7/abc/artifacts/joint-1.json").body);
    assertEquals("FINISHED", only("runs/update").json().get("status").getAsString());
  }

  @Test
  void noMoreIsSentAtOnceThanIsTaken() {
    new MlflowExport(address(), "lzn").send(RUN);
    for (Call call : calls) {
      if (call.what.equals("runs/log-batch")) {
        JsonObject batch = call.json();
        assertTrue(!batch.has("params") || batch.getAsJsonArray("params").size() <= 100);
        assertTrue(!batch.has("metrics") || batch.getAsJsonArray("metrics").size() <= 1000);
      }
    }
  }

  @Test
  void whatIsNoServerOfMlflowIsSaidInOneLine() {
    MlflowExport export = new MlflowExport(address(), "lzn");
    failsWith = 500;
    String other =
        assertThrows(IllegalArgumentException.class, () -> export.send(RUN)).getMessage();
    assertTrue(other.contains("answered 500: no JSON: is it an MLflow server?"), other);
    stop();
    String none = assertThrows(UncheckedIOException.class, () -> export.send(RUN)).getMessage();
    assertTrue(none.contains("start one (pip install mlflow; mlflow server)"), none);
    String folder =
        assertThrows(
                IllegalArgumentException.class, () -> new MlflowExport(URI.create("runs"), "lzn"))
            .getMessage();
    assertTrue(folder.contains("got runs; for a folder, start one in it"), folder);
  }

  private Call only(String what) {
    List<Call> some = calls.stream().filter(c -> c.what.equals(what)).toList();
    assertEquals(1, some.size(), what);
    return some.get(0);
  }

  private JsonArray all(String kind) {
    JsonArray all = new JsonArray();
    calls.stream()
        .filter(c -> c.what.equals("runs/log-batch") && c.json().has(kind))
        .forEach(c -> all.addAll(c.json().getAsJsonArray(kind)));
    return all;
  }

  private static long count(JsonArray pairs, String key) {
    return pairs.asList().stream().filter(p -> isOf(p, key)).count();
  }

  private static String value(JsonArray pairs, String key) {
    return pairs.asList().stream()
        .filter(p -> isOf(p, key))
        .map(p -> p.getAsJsonObject().get("value").getAsString())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(JsonElement pair, String key) {
    return pair.getAsJsonObject().get("key").getAsString().equals(key);
  }
}
