package org.lzn.official;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Pickle;
import org.lzn.file.TorchZip;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.tensor.SeededRandom;

/** Bad files of many kinds: each refused quickly, with little memory, in one line that names it. */
class BadCheckpointsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long MEMORY = 128L << 20;
  private static final long[] ONE = {1};

  @TempDir static Path folder;

  private static NDManager manager;
  private static NcsnppEncoder encoder;
  private static NcsnppDecoder decoder;

  private record Bad(String name, Supplier<byte[]> bytes, String says) {}

  private final List<Bad> table = new ArrayList<>();

  @BeforeAll
  static void networks() {
    manager = NDManager.newBaseManager();
    encoder = new NcsnppEncoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT);
    decoder = new NcsnppDecoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT);
    encoder.initialize(manager, SeededRandom.of(0));
    decoder.initialize(manager, SeededRandom.of(0));
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  static void read(Path file) {
    try (OfficialCheckpoint checkpoint = OfficialCheckpoint.open(file)) {
      checkpoint.copyTo(encoder, decoder);
    }
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    notTorchFiles();
    damaged();
    archives();
    hostilePickles();
    claims();
    tensors();
    otherModels();
    assertTrue(table.size() >= 30, () -> "only " + table.size());
    return table.stream().map(bad -> DynamicTest.dynamicTest(bad.name, () -> check(bad)));
  }

  private static void check(Bad bad) throws IOException {
    Path file = folder.resolve(bad.name.replaceAll("\\W+", "-") + ".pt");
    if (bad.bytes != null) {
      Files.write(file, bad.bytes.get());
    }
    check(bad.bytes == null ? folder.resolve(bad.name) : file, bad.says);
    Files.deleteIfExists(file);
  }

  private static void check(Path file, String says) {
    String message =
        assertTimeoutPreemptively(
            LIMIT,
            () -> {
              ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
              long before = memory.getCurrentThreadAllocatedBytes();
              String text = assertThrows(BadFileException.class, () -> read(file)).getMessage();
              long taken = memory.getCurrentThreadAllocatedBytes() - before;
              assertTrue(taken < MEMORY, () -> "took " + taken + " bytes");
              return text;
            });
    assertTrue(message.contains(says), () -> "\"" + says + "\" is not in: " + message);
    assertTrue(message.contains("expected ") && message.contains(", got "), message);
    assertTrue(message.lines().count() == 1 && message.length() < 600, message);
  }

  private void bad(String name, byte[] bytes, String says) {
    table.add(new Bad(name, bytes == null ? null : () -> bytes, says));
  }

  private void bad(String name, String text, String says) {
    bad(name, text.getBytes(StandardCharsets.ISO_8859_1), says);
  }

  /** A pickle alone in an archive. */
  private void pickle(String name, Pickle pickle, String says) {
    bad(name, pickle.zip().bytes(), says);
  }

  /** A checkpoint in which one thing is changed. */
  private void changed(String name, Consumer<Map<String, Object>> change, String says) {
    Map<String, Object> entries = TinyCheckpoint.entries();
    change.accept(entries);
    pickle(name, Pickle.of(entries), says);
  }

  private static TorchZip good() {
    return Pickle.of(TinyCheckpoint.entries()).zip();
  }

  private void notTorchFiles() {
    bad("missing", (byte[]) null, "no such file");
    bad("..", (byte[]) null, "a folder");
    bad("empty", "", "an empty file");
    bad("text", "hello\nworld\n", "a text");
    bad("web page", "<!DOCTYPE html><html></html>", "a web page");
    bad("lfs pointer", "version https://git-lfs.github.com/spec/v1\n", "Git LFS");
    bad("legacy pickle", "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.", "before 1.6");
    bad("legacy tar", "a".repeat(257) + "ustar" + "\0".repeat(250), "tar archive");
    bad("gzip", "\u001f\u008b\u0008\0\0\0\0\0", "begin otherwise");
    bad("other zip", new TorchZip().with("a.txt", "hello").bytes(), "entry version");
  }

  private void damaged() {
    byte[] file = good().bytes();
    for (int percent : new int[] {1, 30, 60, 90, 99}) {
      byte[] part = Arrays.copyOf(file, file.length * percent / 100);
      bad("truncated to " + percent + " %", part, "cut off");
    }
    bad("magic of another", flipped(file, 2), "begin otherwise");
    bad("flipped in data.pkl", flipped(file, 200), "checksum");
    int storage = find(file, "PK\1\2") - 1; // the last weight, before the directory
    bad("flipped in a storage", flipped(file, storage), "checksum");
    bad("flipped in the directory", flipped(file, file.length - 30), "");
    bad("bytes after the end", good().commented("more").bytes(), "cut off");
  }

  private void archives() {
    byte[] zeros = new byte[64 << 20];
    bad("zip bomb", new TorchZip().with("data.pkl", zeros).packed().bytes(), "not compressed");
    bad("compressed", good().packed().bytes(), "not compressed");
    bad("path traversal", good().withRaw("archive/../../x", zeros(4)).bytes(), "/../");
    bad("absolute path", good().withRaw("/etc/passwd", zeros(4)).bytes(), "/etc/passwd");
    bad("backslashes", good().withRaw("archive\\..\\x", zeros(4)).bytes(), "..");
    bad("two folders", good().withRaw("other/x", zeros(4)).bytes(), "other/");
    bad("no data.pkl", good().without("data.pkl").bytes(), "data.pkl");
    bad("no version", good().without("version").bytes(), "entry version");
    bad("version 99", good().with("version", "99\n").bytes(), "version 99");
    bad("version words", good().with("version", "new").bytes(), "version new");
    bad("big-endian", good().with("byteorder", "big").bytes(), "big");
    bad("huge data.pkl", good().with("data.pkl", zeros(9 << 20)).bytes(), "data.pkl of at most");
    bad("missing storage", good().without("data/0").bytes(), "storage 0");
    bad("short storage", good().with("data/0", zeros(2)).bytes(), "2 bytes");
    bad("huge directory", directoryOf(good().bytes(), 0x7fffffff), "zip directory");
  }

  private void hostilePickles() {
    for (String name :
        List.of(
            "os system",
            "posix system",
            "subprocess Popen",
            "builtins eval",
            "builtins getattr",
            "builtins ValueError",
            "numpy.core.multiarray _reconstruct",
            "torch.hub load",
            "torch.storage _load_from_bytes",
            "__builtin__ bytearray")) {
      String[] parts = name.split(" ", 2);
      Pickle pickle = new Pickle().op(0x80, 2).global(parts[0], parts[1]);
      pickle(name, pickle.op('(').value("touch hacked").op('t', 'R'), parts[0] + "." + parts[1]);
    }
    Pickle modern = new Pickle().op(0x80, 4, 0x95).int64(40).op(0x8c, 2).ascii("os");
    modern.op(0x94, 0x8c, 6).ascii("system").op(0x94, 0x93).value("ls").op(0x85, 'R');
    pickle("os.system of protocol 4", modern, "os.system");
    pickle("os.system by INST", new Pickle().op('(').value("ls").ascii("ios\nsystem\n"), "os.sys");
    pickle("a name of many lines", new Pickle().global("x\r\u0085y" + "z".repeat(9999), "n"), "x?");
    pickle("a reference outside", new Pickle().value("x").op(0x85, 'Q'), "to the outside");
    pickle("a type called", call("torch", "FloatStorage"), "nonsense");
    pickle("OBJ", new Pickle().op('(', 'o'), "OBJ");
    pickle("protocol 9", new Pickle().op(0x80, 9, 'N'), "protocol: 9");
    pickle("unknown operation", new Pickle().op(0xff), "0xff");
    pickle("nothing on the stack", new Pickle().op('R'), "nonsense");
    pickle("no end", new Pickle().op('N', 'X'), "nonsense");
  }

  private static Pickle call(String module, String name) {
    return new Pickle().global(module, name).op(')', 'R');
  }

  private void claims() {
    long claim = 10_000_000_000L;
    pickle("BINBYTES8 of 10 GB", new Pickle().op(0x8e).int64(claim), "BINBYTES8");
    pickle("BINUNICODE8 of 10 GB", new Pickle().op(0x8d).int64(claim), "BINUNICODE8");
    pickle("BYTEARRAY8 of 10 GB", new Pickle().op(0x96).int64(claim), "BYTEARRAY8");
    pickle("text of 2 GB", new Pickle().op('X').int32(0x7fffffff), "2147483647 bytes");
    pickle("text of -1", new Pickle().op('X').int32(-1), "4294967295 bytes");
    pickle("LONG4 of 2 GB", new Pickle().op(0x8b).int32(0x7fffffff), "LONG4");
    pickle("memo at 2 billion", new Pickle().op('N', 'r').int32(0x7fffffff), "dictionary");
    pickle("many dictionaries", repeat(2_000_000, '}'), "operations");
    pickle("memo bomb", repeat(2_000_000, ']', 0x94), "operations");
    pickle("list in itself", new Pickle().op(']', 'q', 0, 'h', 0, 'a'), "holds itself");
    pickle("nested lists", repeat(100_000, ']').then(99_999, 'a'), "levels");
    Pickle laughs = new Pickle().op(']', 'q', 0);
    for (int i = 0; i < 40; i++) {
      laughs.op(']', '(', 'h', i, 'h', i, 'e', 'q', i + 1);
    }
    pickle("a billion laughs", laughs, "levels");
    pickle("a list as key", new Pickle().op('}', ']', 'N', 's'), "as keys");
  }

  private static Pickle repeat(int times, int... ops) {
    return new Pickle().op('N').then(times, ops);
  }

  private void tensors() {
    long huge = 1L << 60;
    tensor("huge storage", tensorOf(huge, 0, ONE, ONE), "4 bytes in storage");
    tensor("huge shape", tensorOf(1, 0, new long[] {huge, huge}, new long[] {huge, 1}), "needs");
    tensor("shape beyond storage", tensorOf(1, 0, new long[] {2}, ONE), "needs 2");
    tensor("offset beyond storage", tensorOf(1, 1, ONE, ONE), "needs 2");
    tensor("negative offset", tensorOf(1, -1, ONE, ONE), "negative");
    tensor("negative stride", tensorOf(1, 0, ONE, new long[] {-1}), "negative");
    tensor("negative size", tensorOf(1, 0, new long[] {-1}, ONE), "negative");
    tensor("too few strides", tensorOf(1, 0, ONE, new long[0]), "as many strides");
    tensor("many dimensions", tensorOf(1, 0, new long[99], new long[99]), "at most 16");
    tensor("negative count", tensorOf(-1, 0, ONE, ONE), "-1 numbers");
  }

  private void tensor(String name, Pickle pickle, String says) {
    TorchZip zip = new TorchZip().with("version", "3").with("data/0", zeros(4));
    bad(name, zip.with("data.pkl", pickle.bytes()).bytes(), says);
  }

  private static Pickle tensorOf(long count, long offset, long[] shape, long[] strides) {
    return new Pickle().tensor("FloatStorage", "0", count, offset, shape, strides);
  }

  private void otherModels() {
    changed("no encoder", e -> e.remove("encoder"), "tensors of the encoder");
    changed("no decoder", e -> e.remove("decoder"), "tensors of the decoder");
    changed("no epoch", e -> e.remove("epoch"), "number epoch");
    changed("epoch of words", e -> e.put("epoch", "three"), "number epoch");
    changed("encoder is a list", e -> e.put("encoder", List.of()), "dictionary encoder");
    changed("no averages", e -> e.remove("decoder_ema"), "averages");
    changed("averages without list", e -> e.put("decoder_ema", Map.of()), "shadow_params");
    changed("an average too few", e -> shadows(e).remove(0), "averages");
    changed(
        "another average",
        e -> shadows(e).set(0, new Pickle.Tensor(new float[3], 3)),
        "of shape (16, 6), got (3)");
    changed("text as average", e -> shadows(e).set(0, "x"), "tensor as decoder_ema");
    changed("NaN in a weight", e -> poison(e, Float.NaN), "NaN at number 1");
    changed("infinity in a weight", e -> poison(e, Float.POSITIVE_INFINITY), "Infinity");
    changed("strange name", e -> dictionary(e, "encoder").put("x", 1), "model.module.");
    changed(
        "a parameter too many",
        e -> dictionary(e, "encoder").put("model.module.x", new Pickle.Tensor(zero(), 1)),
        "no encoder parameter x");
    changed(
        "wrong model",
        e ->
            dictionary(e, "decoder")
                .put("model.module.all_modules.0.weight", new Pickle.Tensor(new float[6], 2, 3)),
        "decoder parameter all_modules.0.weight of shape (16, 6), got (2, 3)");
    changed(
        "a parameter too few",
        e -> dictionary(e, "decoder").remove("model.module.all_modules.1.bias"),
        "decoder parameter all_modules.1.bias");
    pickle("a list of nothing", Pickle.of(List.of()), "a list");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> dictionary(Map<String, Object> entries, String key) {
    return (Map<String, Object>) entries.get(key);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> shadows(Map<String, Object> entries) {
    return (List<Object>) dictionary(entries, "decoder_ema").get("shadow_params");
  }

  private static void poison(Map<String, Object> entries, float value) {
    ((Pickle.Tensor) shadows(entries).get(0)).set(1, value);
  }

  private static float[] zero() {
    return new float[1];
  }

  private static byte[] zeros(int count) {
    return new byte[count];
  }

  private static byte[] flipped(byte[] file, int position) {
    byte[] copy = file.clone();
    copy[position] ^= 0x10;
    return copy;
  }

  private static byte[] directoryOf(byte[] file, int size) {
    byte[] copy = file.clone();
    for (int i = 0; i < 4; i++) {
      copy[copy.length - 10 + i] = (byte) (size >> (8 * i));
    }
    return copy;
  }

  private static int find(byte[] file, String text) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
