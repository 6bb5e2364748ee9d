package org.lzn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.tensor.Notices;

/**
 * Fetches a file whose SHA-256 is known.
 *
 * <p>What arrives goes to {@code NAME.part}. A download that breaks off is taken up there by the
 * next. The file gets its name only once it is whole and has the sum. A server that is silent for
 * as long as the patience lasts, before its answer or within it, is given up.
 */
record Download(URI uri, String name, String sha256, Duration patience) {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOTHING_LEFT = 416;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Prepares to fetch {@code home + name}. */
  static Download of(URI home, String name, String sha256) {
    return new Download(home.resolve(name), name, sha256, PATIENCE);
  }

  /**
   * Fetches the file into a folder, which is made if need be.
   *
   * @return the file
   * @throws BadFileException if the network fails or the sum is another
   */
  Path into(Path folder) {
    Path file = folder.resolve(name);
    Path part = folder.resolve(name + ".part");
    Notices.say("fetching " + uri + " into " + folder);
    try {
      Files.createDirectories(folder);
      fetch(part);
      String actual = Checksums.of(part);
      if (!actual.equals(sha256)) {
        Files.delete(part);
        throw new BadFileException(file, "SHA-256 " + sha256, actual, advice(folder));
      }
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new BadFileException(file, "a file", "none: " + reason, advice(folder), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadFileException(file, "a file", "an interrupted download", advice(folder), e);
    }
  }

  private void fetch(Path part) throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build()
            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> copy(body, part, StandardOpenOption.TRUNCATE_EXISTING);
        case PARTIAL -> copy(body, part, StandardOpenOption.APPEND);
        case NOTHING_LEFT -> {} // The part is whole already: its sum will tell.
        default -> throw new IOException("the server answers " + response.statusCode());
      }
    }
  }

  /** The client's own time-outs end with the head of an answer: its body is read with this one. */
  private void copy(InputStream body, Path part, StandardOpenOption how)
      throws IOException, InterruptedException {
    ExecutorService reader = Executors.newSingleThreadExecutor(Download::daemon);
    byte[] bytes = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      for (int n = read(reader, body, bytes); n >= 0; n = read(reader, body, bytes)) {
        out.write(bytes, 0, n);
      }
    } finally {
      reader.shutdownNow();
    }
  }

  private int read(ExecutorService reader, InputStream body, byte[] bytes)
      throws IOException, InterruptedException {
    try {
      return reader.submit(() -> body.read(bytes)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no byte for " + patience.toMillis() / 1000.0 + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "download");
    thread.setDaemon(true);
    return thread;
  }

  private String advice(Path folder) {
    return "Try again to go on where it stopped, or fetch "
        + uri
        + " and put it into "
        + folder
        + ".";
  }
}
