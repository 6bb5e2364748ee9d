package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.Limits;
import org.lzn.tensor.Require;

/**
 * Unicode's people: 72 roles × 3 genders × 6 skin tones = 1,296 concepts, each drawn by three
 * artists in 32 × 32 coloured pixels and named in three languages.
 *
 * <p>Concepts are numbered 18·role + 6·gender + tone, and every list and array here is in that
 * order. Gender and tone are Unicode's words for these characters. The files come with the project,
 * in {@code datasets/emoji-people}, and their SHA-256 is checked when they are read.
 */
public final class EmojiPeople {
  /** The styles, by the names of their sheets. */
  public static final List<String> STYLES = List.of("noto", "twemoji", "fluent");

  /** The languages of the captions. */
  public static final List<String> LANGUAGES = List.of("en", "de", "fr");

  /** The three labels of a concept. */
  public static final List<String> ATTRIBUTES = List.of("role", "gender", "tone");

  private static final String NAME = "emoji-people";
  private static final String REMEDY = "Restore it: git checkout -- datasets/" + NAME + ".";
  private static final int MOST_BYTES = 16 << 20;
  private static final int SIDE = 32;
  private static final Shape SHAPE = new Shape(3, SIDE, SIDE);

  private final EmojiTable table;
  private final Map<String, ImageDataset> pictures = new LinkedHashMap<>();
  private final String checksum;

  private EmojiPeople(Path folder) {
    Path concepts = folder.resolve("concepts.tsv");
    String text = new String(read(concepts), StandardCharsets.UTF_8);
    table = EmojiTable.parse(text, concepts, REMEDY);
    STYLES.forEach(style -> pictures.put(style, sheet(folder.resolve(style + ".png"), style)));
    checksum = Checksums.of(folder.resolve(Checksums.LIST));
  }

  /**
   * Reads the set that comes with the project.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static EmojiPeople open() {
    return open(Datasets.find(NAME));
  }

  /** Reads the set in a folder; as {@link #open()}. */
  public static EmojiPeople open(Path folder) {
    return new EmojiPeople(folder);
  }

  /** Returns the number of concepts, 1,296. */
  public int size() {
    return table.size();
  }

  /**
   * Returns all pictures of a style, (3, 32, 32) each, labelled by their role.
   *
   * @param style one of {@link #STYLES}
   */
  public ImageDataset pictures(String style) {
    return pictures.get(oneOf(STYLES, "style", style));
  }

  /**
   * Returns all captions in a language, such as "woman astronaut: dark skin tone"; no two of them
   * are alike.
   *
   * @param language one of {@link #LANGUAGES}
   */
  public List<String> captions(String language) {
    return table.column(oneOf(LANGUAGES, "language", language));
  }

  /** Returns the concept with exactly this caption, if there is one. */
  public OptionalInt find(String language, String caption) {
    int index = captions(language).indexOf(caption);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * Returns what an attribute's labels mean: label k is the name at place k.
   *
   * @param attribute one of {@link #ATTRIBUTES}
   */
  public List<String> names(String attribute) {
    return table.names(oneOf(ATTRIBUTES, "attribute", attribute));
  }

  /**
   * Returns an attribute's label of each concept.
   *
   * @param attribute one of {@link #ATTRIBUTES}
   */
  public int[] labels(String attribute) {
    return table.labels(oneOf(ATTRIBUTES, "attribute", attribute));
  }

  /** Returns each concept's code points, such as "1F469-1F3FF-200D-1F680". */
  public List<String> codePoints() {
    return table.column(EmojiTable.CODE_POINTS);
  }

  /**
   * Returns the 1,008 concepts to learn from: 14 of each role, those of {@link #validation()} too.
   */
  public int[] learning() {
    return table.where(EmojiTable.PART, "learning", "validation");
  }

  /** Returns 864 of the concepts to learn from, while settings are still chosen by the others. */
  public int[] withoutValidation() {
    return table.where(EmojiTable.PART, "learning");
  }

  /** Returns 144 of the concepts to learn from, 2 of each role, to choose settings by. */
  public int[] validation() {
    return table.where(EmojiTable.PART, "validation");
  }

  /** Returns the 288 concepts to test on, 4 of each role, from which nothing may be learnt. */
  public int[] held() {
    return table.where(EmojiTable.PART, "test");
  }

  /** Returns one line that says which set this is, where it came from and how large it is. */
  public String origin() {
    return String.format(
        "Emoji people, %d concepts in %d styles and %d languages",
        size(), STYLES.size(), LANGUAGES.size());
  }

  /** Returns the SHA-256, in hexadecimal, of the list of the files' sums. */
  public String checksum() {
    return checksum;
  }

  @Override
  public String toString() {
    return origin();
  }

  private static String oneOf(List<String> names, String what, String name) {
    Require.that(
        names.contains(name),
        "%s must be one of %s, got \"%s\"",
        what,
        String.join(", ", names),
        name);
    return name;
  }

  private static byte[] read(Path file) {
    Checksums.verify(file, REMEDY);
    try {
      return Limits.read(file, MOST_BYTES, REMEDY);
    } catch (IOException e) {
      throw new BadFileException(file, "a readable file", e.toString(), REMEDY, e);
    }
  }

  /** Cuts a sheet, a row of pictures for each role, into its pictures. */
  private ImageDataset sheet(Path file, String style) {
    Picture sheet = ImageDecoding.decode(read(file), file);
    int rows = names("role").size();
    int columns = size() / rows;
    if (sheet.height() != SIDE * rows || sheet.width() != SIDE * columns) {
      String expected = SIDE * rows + " x " + SIDE * columns + " pixels";
      String came = sheet.height() + " x " + sheet.width();
      throw new BadFileException(file, expected, came, REMEDY);
    }
    byte[] pixels = new byte[size() * (int) SHAPE.size()];
    int to = 0;
    for (int i = 0; i < size(); i++) {
      for (int line = 0; line < 3 * SIDE; line++) { // of all channels
        int y = line / SIDE * sheet.height() + i / columns * SIDE + line % SIDE;
        int from = y * sheet.width() + i % columns * SIDE;
        for (int x = 0; x < SIDE; x++) {
          pixels[to++] = (byte) Math.round((sheet.values()[from + x] + 1) * 127.5f);
        }
      }
    }
    return images(style, pixels);
  }

  private ImageDataset images(String style, byte[] pixels) {
    int[] roles = labels("role");
    byte[] labels = new byte[roles.length];
    for (int i = 0; i < roles.length; i++) {
      labels[i] = (byte) roles[i];
    }
    String name = "Emoji people " + style;
    String origin = name + ", datasets/" + NAME;
    return MemoryImages.of(name, origin, SHAPE, names("role"), pixels, labels);
  }
}
