package org.lzn.cluster.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.lzn.cluster.ClusterException;
import org.lzn.tensor.Require;

/**
 * The process that gives out a cluster of Spark's own kind: asked for first, it answers at once.
 */
final class StandaloneMaster {
  private static final String SCHEME = "spark://";
  private static final int PATIENCE_MILLISECONDS = 10_000;

  private StandaloneMaster() {}

  /**
   * Checks that one answers: Spark itself would try for a minute, and then say why in pages.
   *
   * @param address spark://HOST:PORT, with several HOST:PORT between commas where masters stand by
   *     for each other; all others are left alone
   */
  static void requireOneAt(String address) {
    if (!address.startsWith(SCHEME)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String place : address.substring(SCHEME.length()).split(",", -1)) {
      Require.that(
          place.matches(".+:\\d{1,5}"), "a Spark master is at spark://HOST:PORT, got %s", address);
      int colon = place.lastIndexOf(':');
      String host = place.substring(0, colon);
      int port = Integer.parseInt(place.substring(colon + 1));
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLISECONDS);
        return;
      } catch (IOException | IllegalArgumentException e) {
        reasons.add(place + ": " + e);
      }
    }
    throw new ClusterException("no Spark master answers at " + String.join("; ", reasons), null);
  }
}
