package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

class EmojiPeopleTest {
  private static final Path OURS = Datasets.find("emoji-people");
  private static final EmojiPeople PEOPLE = EmojiPeople.open();

  @TempDir private Path folder;

  @Test
  void theProjectHoldsTheWholeGrid() {
    assertEquals(1296, PEOPLE.size());
    assertEquals(72, PEOPLE.names("role").size());
    assertEquals(List.of("person", "man", "woman"), PEOPLE.names("gender"));
    assertEquals(
        List.of("none", "light", "medium-light", "medium", "medium-dark", "dark"),
        PEOPLE.names("tone"));
    for (int i = 0; i < PEOPLE.size(); i++) {
      int place =
          18 * PEOPLE.labels("role")[i] + 6 * PEOPLE.labels("gender")[i] + PEOPLE.labels("tone")[i];
      assertEquals(i, place);
    }
  }

  @Test
  void aCaptionNamesItsConcept() {
    int i = PEOPLE.find("en", "woman astronaut: dark skin tone").getAsInt();
    assertEquals("astronaut", PEOPLE.names("role").get(PEOPLE.labels("role")[i]));
    assertEquals("woman", PEOPLE.names("gender").get(PEOPLE.labels("gender")[i]));
    assertEquals("dark", PEOPLE.names("tone").get(PEOPLE.labels("tone")[i]));
    assertEquals("1F469-1F3FF-200D-1F680", PEOPLE.codePoints().get(i));
    assertEquals("Astronautin: dunkle Hautfarbe", PEOPLE.captions("de").get(i));
    assertEquals("astronaute femme : peau foncée", PEOPLE.captions("fr").get(i));
    assertEquals(OptionalInt.empty(), PEOPLE.find("en", "woman astronaut: blue skin tone"));
  }

  /** What the labels say is what English captions say, by a second way of reading them. */
  @Test
  void theEnglishCaptionSaysGenderAndTone() {
    for (int i = 0; i < PEOPLE.size(); i++) {
      String caption = PEOPLE.captions("en").get(i);
      String tone = PEOPLE.names("tone").get(PEOPLE.labels("tone")[i]);
      String said = caption.replaceAll(".*: (\\S+) skin tone.*", "$1");
      assertEquals(said.equals(caption) ? "none" : said, tone, caption);
      boolean woman = caption.matches(".*\\b(woman|mermaid)\\b.*");
      boolean man = caption.matches(".*\\b(man|merman)\\b.*");
      String gender = woman ? "woman" : man ? "man" : "person";
      assertEquals(gender, PEOPLE.names("gender").get(PEOPLE.labels("gender")[i]), caption);
    }
  }

  @Test
  void fourteenOfEighteenCombinationsOfEveryRoleAreLearntFrom() {
    assertArrayEquals(times(72, 14), counts("role", PEOPLE.learning()));
    assertArrayEquals(times(72, 12), counts("role", PEOPLE.withoutValidation()));
    assertArrayEquals(times(72, 2), counts("role", PEOPLE.validation()));
    assertArrayEquals(times(72, 4), counts("role", PEOPLE.held()));
    assertArrayEquals(times(3, 96), counts("gender", PEOPLE.held()));
    assertArrayEquals(times(6, 48), counts("tone", PEOPLE.held()));
    int[] cells = Arrays.stream(PEOPLE.held()).map(i -> i % 18).sorted().toArray();
    assertArrayEquals(IntStream.range(0, 288).map(i -> i / 16).toArray(), cells);
  }

  @Test
  void noConceptIsInTwoParts() {
    int[] all =
        Stream.of(PEOPLE.withoutValidation(), PEOPLE.validation(), PEOPLE.held())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 1296).toArray(), all);
    int[] learning =
        Stream.of(PEOPLE.withoutValidation(), PEOPLE.validation())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertArrayEquals(learning, PEOPLE.learning());
  }

  /** A test picture differs from each one learnt from by more than rounding in some value. */
  @Test
  void noTestPictureIsSeenInLearning() {
    for (String style : EmojiPeople.STYLES) {
      List<float[]> seen = values(style, PEOPLE.learning());
      int[] held = PEOPLE.held();
      List<float[]> tested = values(style, held);
      for (int i = 0; i < held.length; i++) {
        float[] picture = tested.get(i);
        String caption = style + ": " + PEOPLE.captions("en").get(held[i]);
        assertTrue(seen.stream().allMatch(other -> differ(picture, other)), caption);
      }
    }
  }

  @Test
  void aPictureIsItsPartOfTheSheet() throws IOException {
    int concept = 18 * 5 + 7;
    for (String style : EmojiPeople.STYLES) {
      ImageDataset pictures = PEOPLE.pictures(style);
      assertEquals(new Shape(3, 32, 32), pictures.shape());
      assertArrayEquals(PEOPLE.labels("role"), pictures.labels(IntStream.range(0, 1296).toArray()));
      BufferedImage sheet = ImageIO.read(OURS.resolve(style + ".png").toFile());
      float[] values = pictures.values(concept);
      for (int p = 0; p < 1024; p++) {
        int rgb = sheet.getRGB(7 * 32 + p % 32, 5 * 32 + p / 32);
        for (int c = 0; c < 3; c++) {
          int expected = rgb >> (16 - 8 * c) & 0xff;
          assertEquals(expected, (values[c * 1024 + p] + 1) * 127.5f, 1e-3f);
        }
      }
    }
  }

  @Test
  void anUnknownNameIsOneClearError() {
    assertMessage("style must be one of noto, twemoji, fluent, got \"apple\"", "apple", "", "");
    assertMessage("language must be one of en, de, fr, got \"it\"", "noto", "it", "");
    assertMessage("attribute must be one of role, gender, tone, got \"age\"", "noto", "en", "age");
  }

  @Test
  void aDamagedSheetIsOneClearError() throws IOException {
    copy();
    Path sheet = folder.resolve("twemoji.png");
    byte[] bytes = Files.readAllBytes(sheet);
    bytes[1000] ^= 1;
    Files.write(sheet, bytes);
    String message = assertThrows(BadFileException.class, this::open).getMessage();
    assertTrue(message.startsWith(sheet + ": expected SHA-256 "), message);
    assertTrue(message.endsWith("Restore it: git checkout -- datasets/emoji-people."), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void aMissingTableIsOneClearError() throws IOException {
    copy();
    Files.delete(folder.resolve("concepts.tsv"));
    String message = assertThrows(BadFileException.class, this::open).getMessage();
    assertTrue(message.contains("concepts.tsv: expected a file, got no such file"), message);
  }

  @Test
  void aSheetOfAnotherSizeIsOneClearError() throws IOException {
    copy();
    ImageIO.write(TestImages.flat(576, 32, 0), "png", folder.resolve("fluent.png").toFile());
    sum();
    String message = assertThrows(BadFileException.class, this::open).getMessage();
    assertTrue(message.contains("expected 2304 x 576 pixels, got 32 x 576"), message);
  }

  @Test
  void aTableOutOfOrderIsOneClearError() throws IOException {
    copy();
    Path table = folder.resolve("concepts.tsv");
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.add(3, lines.remove(5));
    Files.write(table, lines);
    sum();
    String message = assertThrows(BadFileException.class, this::open).getMessage();
    assertTrue(message.contains("out of its place"), message);
  }

  private EmojiPeople open() {
    return EmojiPeople.open(folder);
  }

  private void copy() throws IOException {
    for (String name : List.of("concepts.tsv", "noto.png", "twemoji.png", "fluent.png")) {
      Files.copy(OURS.resolve(name), folder.resolve(name));
    }
    sum();
  }

  private void sum() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("concepts.tsv", "noto.png", "twemoji.png", "fluent.png")) {
      lines.add(Checksums.of(folder.resolve(name)) + "  " + name);
    }
    Files.write(folder.resolve(Checksums.LIST), lines);
  }

  private static void assertMessage(String expected, String style, String language, String label) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> {
                  PEOPLE.pictures(style);
                  PEOPLE.captions(language);
                  PEOPLE.labels(label);
                })
            .getMessage();
    assertEquals(expected, message);
  }

  private static List<float[]> values(String style, int[] concepts) {
    ImageDataset pictures = PEOPLE.pictures(style);
    return Arrays.stream(concepts).mapToObj(pictures::values).toList();
  }

  private static boolean differ(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > 1.5 / 127.5) {
        return true;
      }
    }
    return false;
  }

  private static int[] counts(String attribute, int[] concepts) {
    int[] counts = new int[PEOPLE.names(attribute).size()];
    int[] labels = PEOPLE.labels(attribute);
    Arrays.stream(concepts).forEach(i -> counts[labels[i]]++);
    return counts;
  }

  private static int[] times(int n, int value) {
    return IntStream.generate(() -> value).limit(n).toArray();
  }
}
