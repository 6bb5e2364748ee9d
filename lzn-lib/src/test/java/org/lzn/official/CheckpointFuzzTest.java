package org.lzn.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Pickle;
import org.lzn.file.TorchZip;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.tensor.SeededRandom;

/**
 * Ten thousand mutations of a checkpoint, the same ones each time: each is read or refused with the
 * library's own exception, and none hangs. One in ten of those that open is copied into networks
 * too.
 */
class CheckpointFuzzTest {
  private static final int MUTATIONS = 10_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Bytes that mean something in a pickle or a zip, beside random ones. */
  private static final byte[] SPOKEN =
      "\u0000\u0001.(){}]lutRQXKJcbiqrhjsae0N\u007f".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private final Random random = new Random(20251);
  private int read;
  private int refused;

  @Test
  void mutationsAreReadOrRefused() {
    assertTimeoutPreemptively(LIMIT, this::mutate);
    assertEquals(MUTATIONS, read + refused);
    assertTrue(refused > MUTATIONS / 2, () -> "refused only " + refused);
    assertTrue(read > 0, "no mutation was harmless: the file before them may be bad itself");
  }

  private void mutate() throws IOException {
    Pickle pickle = Pickle.of(TinyCheckpoint.entries());
    TorchZip zip = pickle.zip();
    byte[] whole = zip.bytes();
    byte[] program = zip.entry("data.pkl");
    Path file = folder.resolve("mutant.pt");
    try (NDManager manager = NDManager.newBaseManager();
        NcsnppEncoder encoder = new NcsnppEncoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT);
        NcsnppDecoder decoder = new NcsnppDecoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT)) {
      encoder.initialize(manager, SeededRandom.of(0));
      decoder.initialize(manager, SeededRandom.of(0));
      for (int i = 0; i < MUTATIONS; i++) {
        // Every second mutant has a right checksum, so that its pickle is read.
        byte[] mutant =
            i % 2 == 0 ? changed(whole) : zip.with("data.pkl", changed(program)).bytes();
        Files.write(file, mutant);
        boolean copies = i % 20 < 2;
        attempt(file, copies ? encoder : null, decoder);
      }
    }
  }

  private void attempt(Path file, NcsnppEncoder encoder, NcsnppDecoder decoder) {
    try (OfficialCheckpoint checkpoint = OfficialCheckpoint.open(file)) {
      if (encoder != null) {
        checkpoint.copyTo(encoder, decoder);
      }
      read++;
    } catch (BadFileException e) {
      refused++;
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  private byte[] changed(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      copy = changedOnce(copy);
    }
    return copy;
  }

  private byte[] changedOnce(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(16), bytes.length - at);
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> copy[at] = SPOKEN[random.nextInt(SPOKEN.length)];
      case 3 -> Arrays.fill(copy, at, at + length, (byte) random.nextInt(256));
      case 4 -> copy = Arrays.copyOf(bytes, Math.max(1, at));
      case 5 -> copy = joined(Arrays.copyOf(bytes, at), rest(bytes, at + length));
      default -> copy = joined(Arrays.copyOf(bytes, at + length), rest(bytes, at));
    }
    return copy;
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both.length == 0 ? new byte[1] : both;
  }
}
