package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

/** Against a server on this machine. */
@Timeout(30)
class DownloadTest {
  private static final byte[] CONTENT = TestFiles.pixels(50_000);

  @TempDir private Path folder;
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private URI home;
  private boolean breaksOff;
  private volatile boolean stalls;
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean knowsRanges = true;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/data/file.bin", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    home = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/");
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void aFileArrivesWhole() throws IOException {
    Path file = download().into(folder.resolve("new"));
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals(List.of("file.bin"), names(file.getParent()));
  }

  @Test
  void aBrokenDownloadIsTakenUpWhereItStopped() throws IOException {
    breaksOff = true;
    String message =
        assertThrows(BadFileException.class, () -> download().into(folder)).getMessage();
    assertTrue(message.contains(home + "file.bin"), message);
    assertTrue(message.contains(folder.toString()), message);
    assertEquals(1, message.lines().count(), message);
    long part = Files.size(folder.resolve("file.bin.part"));
    assertTrue(part > 0 && part < CONTENT.length, "part of " + part);
    breaksOff = false;
    assertArrayEquals(CONTENT, Files.readAllBytes(download().into(folder)));
    assertEquals(Arrays.asList(null, "bytes=" + part + "-"), ranges);
    assertEquals(List.of("file.bin"), names(folder));
  }

  @Test
  void aServerThatStallsIsGivenUpAndTakenUpLater() throws IOException {
    stalls = true;
    Download impatient =
        new Download(home.resolve("file.bin"), "file.bin", sum(), Duration.ofMillis(500));
    String message =
        assertThrows(BadFileException.class, () -> impatient.into(folder)).getMessage();
    assertTrue(message.contains("got none: no byte for 0.5 s. Try again"), message);
    assertEquals(1, message.lines().count(), message);
    assertEquals(1, Files.size(folder.resolve("file.bin.part")));
    stalls = false;
    assertArrayEquals(CONTENT, Files.readAllBytes(download().into(folder)));
    assertEquals(Arrays.asList(null, "bytes=1-"), ranges);
    assertEquals(List.of("file.bin"), names(folder));
  }

  @Test
  void aServerWithoutRangesStartsAgain() throws IOException {
    Files.write(folder.resolve("file.bin.part"), new byte[700]);
    knowsRanges = false;
    assertArrayEquals(CONTENT, Files.readAllBytes(download().into(folder)));
  }

  @Test
  void aWholePartOnlyNeedsItsSum() throws IOException {
    Files.write(folder.resolve("file.bin.part"), CONTENT);
    assertArrayEquals(CONTENT, Files.readAllBytes(download().into(folder)));
  }

  @Test
  void anotherSumIsRefusedAndTheFileThrownAway() throws IOException {
    Download other = Download.of(home, "file.bin", "0".repeat(64));
    String message = assertThrows(BadFileException.class, () -> other.into(folder)).getMessage();
    assertTrue(message.contains("expected SHA-256 000"), message);
    assertEquals(List.of(), names(folder));
  }

  @Test
  void noServerAndNoFileAreOneClearError() {
    Download missing = Download.of(home, "other.bin", "0".repeat(64));
    String message = assertThrows(BadFileException.class, () -> missing.into(folder)).getMessage();
    assertTrue(message.contains(home + "other.bin"), message);
    server.stop(0);
    assertThrows(BadFileException.class, () -> download().into(folder));
    assertFalse(Files.exists(folder.resolve("file.bin")));
  }

  private Download download() {
    return Download.of(home, "file.bin", sum());
  }

  private String sum() {
    var digest = Checksums.sha256();
    digest.update(CONTENT);
    return Checksums.hex(digest);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range);
    int from = 0;
    if (range != null && knowsRanges) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
    if (from >= CONTENT.length) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
      if (stalls) {
        exchange.getResponseBody().write(CONTENT, 0, 1);
        exchange.getResponseBody().flush();
        awaitEnd();
        return;
      }
      int to = breaksOff ? CONTENT.length / 2 : CONTENT.length;
      exchange.getResponseBody().write(CONTENT, from, to - from);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
