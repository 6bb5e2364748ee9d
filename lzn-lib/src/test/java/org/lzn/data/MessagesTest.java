package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.Json;
import org.lzn.file.Pickle;
import org.lzn.file.SafeTensors;
import org.lzn.file.TorchFile;

/**
 * Thousands of mutations of files of every kind, rich in control characters: each is read or
 * refused with the library's own exception, in one line that a terminal can print, with little
 * memory.
 */
class MessagesTest {
  private static final int MUTATIONS = 1000;
  private static final long MEMORY = 160L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Path PLACE = Path.of("place");
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202e]");

  /** What terminals obey or readers stumble over, in UTF-8 and as single bytes. */
  private static final List<byte[]> SPOKEN =
      List.of(
          new byte[] {0x1b, '[', '2', 'J'},
          new byte[] {0x1b, ']', '0', ';', 'x', 7},
          new byte[] {(byte) 0xc2, (byte) 0x9b},
          new byte[] {(byte) 0x9b, '1', 'm'},
          "\u202e\u2028".getBytes(StandardCharsets.UTF_8),
          new byte[] {'\r', '\n'},
          new byte[] {0},
          new byte[] {0x7f},
          new byte[] {-1, -1, -1, 0x7f});

  @TempDir private Path folder;

  /** A kind of file: a sound one, and how it is read. */
  enum Kind {
    TORCH {
      @Override
      byte[] sound(Path folder) {
        return Pickle.of(texts()).zip().bytes();
      }

      @Override
      void read(Path file, byte[] bytes) {
        TorchFile.open(file).close();
      }
    },
    TORCH_PICKLE {
      @Override
      byte[] sound(Path folder) {
        return Pickle.of(texts()).bytes();
      }

      @Override
      void read(Path file, byte[] bytes) throws IOException {
        Files.write(file, Pickle.of(texts()).zip().with("data.pkl", bytes).bytes());
        TorchFile.open(file).close();
      }
    },
    SAFETENSORS {
      @Override
      byte[] sound(Path folder) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
          Path file = folder.resolve("sound");
          SafeTensors.write(file, Map.of("name", manager.zeros(shape())), Map.of("note", "x"));
          return Files.readAllBytes(file);
        }
      }

      @Override
      void read(Path file, byte[] bytes) {
        SafeTensors.open(file);
      }
    },
    JSON {
      @Override
      byte[] sound(Path folder) {
        return "{\"file\": \"a\", \"list\": [1, 2], \"other\": {\"x\": true}}"
            .getBytes(StandardCharsets.UTF_8);
      }

      @Override
      void read(Path file, byte[] bytes) {
        Json.read(file, Note.class, "a record", "Do.");
      }
    },
    SUMS {
      @Override
      byte[] sound(Path folder) {
        return ("12ab  file\n".repeat(2) + "cd *other\n").getBytes(StandardCharsets.UTF_8);
      }

      @Override
      void read(Path file, byte[] bytes) throws IOException {
        Files.write(file.resolveSibling(Checksums.LIST), bytes);
        Checksums.verify(file, "Do.");
      }
    },
    IDX {
      @Override
      byte[] sound(Path folder) {
        return TestFiles.idx(0x803, new int[] {3, 2, 2}, TestFiles.pixels(12));
      }

      @Override
      void read(Path file, byte[] bytes) {
        Idx.images(file, 2, 2);
      }
    },
    IDX_PACKED {
      @Override
      byte[] sound(Path folder) {
        return TestFiles.gzip(IDX_SOUND);
      }

      @Override
      void read(Path file, byte[] bytes) {
        Idx.images(file, 2, 2);
      }
    },
    PNG {
      @Override
      byte[] sound(Path folder) {
        return TestImages.png(TestImages.varied(9, 7, 1));
      }
    },
    JPEG {
      @Override
      byte[] sound(Path folder) {
        return TestImages.jpeg(TestImages.varied(9, 7, 1));
      }
    },
    JPEG_CMYK {
      @Override
      byte[] sound(Path folder) {
        return TestImages.CMYK;
      }
    },
    WEBP {
      @Override
      byte[] sound(Path folder) {
        return TestImages.WEBP;
      }

      @Override
      int from() {
        return 25;
      }
    },
    WEBP_LOSSY {
      @Override
      byte[] sound(Path folder) {
        return TestImages.LOSSY_WEBP;
      }

      @Override
      int from() {
        return 30;
      }
    },
    TAR {
      @Override
      byte[] sound(Path folder) {
        return TestTars.tar(Map.of("n01.tar", TestTars.tar(Map.of("a.JPEG", new byte[9]))));
      }

      @Override
      void read(Path file, byte[] bytes) {
        TarListing.of(file);
      }
    },
    TAR_PACKED {
      @Override
      byte[] sound(Path folder) {
        return TestTars.tar(Map.of("in/a", new byte[9], "in/b".repeat(20), new byte[7]));
      }

      @Override
      void read(Path file, byte[] bytes) throws IOException {
        Files.write(file, TestFiles.gzip(bytes));
        Archive.read(file, List.of("a"));
      }
    },
    CIFAR_PICKLE {
      @Override
      byte[] sound(Path folder) {
        return Cifar10Test.pickle(5);
      }

      @Override
      void read(Path file, byte[] bytes) {
        new CifarBatch(2).add(file, bytes, 2);
      }
    },
    DEVKIT {
      @Override
      byte[] sound(Path folder) {
        return ImageNetTest.meta();
      }

      @Override
      void read(Path file, byte[] bytes) {
        Path kit = file.resolveSibling(DevKit.NAME + "/data");
        TestImages.write(kit.resolve("meta.mat"), bytes);
        TestImages.write(
            kit.resolve("ILSVRC2012_validation_ground_truth.txt"), new byte[] {'1', '\n'});
        DevKit.in(file.getParent());
      }
    },
    DEVKIT_LABELS {
      @Override
      byte[] sound(Path folder) {
        return "3\n1\n2\n3\n".getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      void read(Path file, byte[] bytes) {
        Path kit = file.resolveSibling(DevKit.NAME + "/data");
        TestImages.write(kit.resolve("meta.mat"), ImageNetTest.meta());
        TestImages.write(kit.resolve("ILSVRC2012_validation_ground_truth.txt"), bytes);
        DevKit.in(file.getParent());
      }
    };

    private static final byte[] IDX_SOUND =
        TestFiles.idx(0x803, new int[] {3, 2, 2}, TestFiles.pixels(12));

    abstract byte[] sound(Path folder) throws IOException;

    /** Returns the first byte to change: a WebP before it claims sizes that take their time. */
    int from() {
      return 0;
    }

    void read(Path file, byte[] bytes) throws IOException {
      ImageDecoding.decode(bytes, file);
    }

    private static Shape shape() {
      return new Shape(2, 3);
    }

    private static Map<String, Object> texts() {
      Map<String, Object> texts = new LinkedHashMap<>();
      texts.put("a text", "another text");
      texts.put("list", List.of(1, 2, "three"));
      texts.put("tensor", new Pickle.Tensor(new float[] {1, 2}, 2));
      return texts;
    }
  }

  /** A record that names a file. */
  record Note(Path file, List<Integer> list, Map<String, Boolean> other) {}

  @ParameterizedTest
  @EnumSource
  void noMutationSpeaksToTheTerminal(Kind kind) {
    assertTimeoutPreemptively(LIMIT, () -> mutate(kind));
  }

  private void mutate(Kind kind) throws IOException {
    byte[] sound = kind.sound(folder);
    Random random = new Random(kind.name().hashCode());
    Path file = folder.resolve("file");
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(sound, kind.from(), random);
      Files.write(file, bytes);
      refused += refused(kind, file, bytes) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 10, refused + " refused");
  }

  private static boolean refused(Kind kind, Path file, byte[] bytes) throws IOException {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    boolean refused = false;
    try {
      kind.read(file, bytes);
    } catch (BadFileException e) {
      assertSafe(e);
      refused = true;
    }
    long taken = memory.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < MEMORY, () -> "took " + taken + " bytes");
    return refused;
  }

  private static byte[] mutated(byte[] sound, int from, Random random) {
    byte[] bytes = sound.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      byte[] spoken = SPOKEN.get(random.nextInt(SPOKEN.size()));
      int at = Math.min(from + random.nextInt(sound.length - from), bytes.length - 1);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default ->
            System.arraycopy(spoken, 0, bytes, at, Math.min(spoken.length, bytes.length - at));
      }
    }
    return bytes;
  }

  private static void assertSafe(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      String text = each.toString();
      assertFalse(UNSAFE.matcher(text).find(), () -> UNSAFE.matcher(text).replaceAll("<!>"));
    }
  }

  @Test
  void namesOfFilesAreShownSafelyAndKeptTruly() throws IOException {
    for (String name : List.of("\u001b[2Jcats", "c\u009b1mats", "a\nb", "\u202etac")) {
      Path bad = Files.createDirectories(folder.resolve(name));
      BadFileException error = assertThrows(BadFileException.class, () -> ImageFolder.of(bad));
      assertSafe(error);
      assertEquals(bad, error.file());
      Path image = TestImages.write(bad.resolve(name + ".png"), new byte[3]);
      ImageFiles images = ImageFolder.of(bad);
      error = assertThrows(BadFileException.class, () -> images.picture(0));
      assertSafe(error);
      assertEquals(image, error.file());
      assertSafe(assertThrows(IllegalArgumentException.class, () -> images.picture(7)));
      assertFalse(UNSAFE.matcher(images.origin()).find(), "origin");
      assertSafe(assertThrows(RuntimeException.class, () -> FolderSplit.of(bad, ImageFolder::of)));
    }
  }

  @Test
  void causesAndLongTextsAreSafeToo() {
    Exception inner = new IOException("says \u001b[31mred", new IOException("\u0007"));
    BadFileException error = new BadFileException(PLACE, "a\nb", "\u009bc", "d\u001be.", inner);
    assertSafe(error);
    assertEquals("place: expected a?b, got ?c. d?e.", error.getMessage());
    assertTrue(error.getCause().getMessage().contains("says ?[31mred"), "" + error.getCause());
    Exception plain = new IOException("plain ä 猫");
    assertEquals(plain, new BadFileException(PLACE, "a", "b", "C.", plain).getCause());
    BadFileException longer = new BadFileException(PLACE, "a", "x".repeat(1 << 20), "C.");
    assertTrue(longer.getMessage().length() < 1100, "" + longer.getMessage().length());
  }
}
