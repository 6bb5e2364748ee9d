package org.lzn.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.lzn.file.Json;
import org.lzn.tensor.Require;

/**
 * The few calls of MLflow's REST interface, version 2.0, that recording a run takes. MLflow's own
 * client for Java would bring 8.6 MB of libraries for them, shaded, so that none can be renewed.
 */
final class MlflowServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String API = "/api/2.0/";
  private static final String PROXIED = "mlflow-artifacts:/";

  /** MLflow's server warns of each request that offers HTTP 2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final String address;

  /**
   * Names a server; nothing is asked of it yet.
   *
   * @param uri such as {@code http://localhost:5000}
   * @throws IllegalArgumentException if it is not one of http or https
   */
  MlflowServer(URI uri) {
    Require.that(
        String.valueOf(uri.getScheme()).matches("(?i)https?") && uri.getHost() != null,
        "expected the address of an MLflow server, such as http://localhost:5000, got %s; for a"
            + " folder, start one in it: mlflow server --backend-store-uri sqlite:///mlflow.db",
        uri);
    address = uri.toString().replaceFirst("/+$", "");
  }

  /** Returns the identity of the experiment of a name, which is made if there is none. */
  String experiment(String name) {
    String query = "experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpRequest request = to("mlflow/experiments/get-by-name?" + query).GET().build();
    HttpResponse<String> answer = send(request);
    return answer.statusCode() == 404
        ? call("experiments/create", Map.of("name", name)).get("experiment_id").getAsString()
        : parsed(request, answer).getAsJsonObject("experiment").get("experiment_id").getAsString();
  }

  /** Posts to {@code mlflow/WHAT} and returns the answer. */
  JsonObject call(String what, Map<String, ?> body) {
    HttpRequest request =
        to("mlflow/" + what)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.text(body)))
            .build();
    return parsed(request, send(request));
  }

  /**
   * Puts a file among a run's, where the server takes files for its runs; others have them stored
   * elsewhere, by means of the client's own.
   *
   * @param place of the run's files, as the server tells it
   * @return whether it took the file
   */
  boolean put(String place, Path file) {
    if (!place.startsWith(PROXIED)) {
      return false;
    }
    String name = URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8);
    String folder = place.substring(PROXIED.length()).replaceFirst("^/+", "");
    try {
      HttpRequest request =
          to("mlflow-artifacts/artifacts/" + folder + "/" + name.replace("+", "%20"))
              .PUT(BodyPublishers.ofFile(file))
              .build();
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() != 200) { // whose body is empty
        parsed(request, answer);
      }
      return answer.statusCode() == 200;
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + API + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no MLflow server answers at "
              + address
              + ": start one (pip install mlflow; mlflow server), or give another address",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while MLflow was asked", e);
    }
  }

  /** What is no JSON is the answer of another kind of server. */
  private JsonObject parsed(HttpRequest request, HttpResponse<String> answer) {
    JsonObject body;
    try {
      body = Json.parse(answer.body()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw refused(request, answer, "no JSON: is it an MLflow server?", e);
    }
    if (answer.statusCode() != 200) {
      String words = body.has("message") ? body.get("message").getAsString() : answer.body();
      throw refused(request, answer, words, null);
    }
    return body;
  }

  private static IllegalArgumentException refused(
      HttpRequest request, HttpResponse<String> answer, String words, Exception cause) {
    return new IllegalArgumentException(
        String.format(
            "%s %s answered %d: %s", request.method(), request.uri(), answer.statusCode(), words),
        cause);
  }
}
