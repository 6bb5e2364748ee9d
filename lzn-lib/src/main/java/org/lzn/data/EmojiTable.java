package org.lzn.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.file.BadFileException;

/**
 * The table of {@link EmojiPeople}: a line for each concept, with tabs between the columns that the
 * first line names.
 *
 * @param columns each column by its name, from the first concept to the last
 */
record EmojiTable(Map<String, List<String>> columns) {
  static final String CODE_POINTS = "code points";
  static final String PART = "part";

  private static final String TAB = "\t";
  private static final int LANGUAGES_FROM = 5;
  private static final String HEAD =
      String.join(TAB, CODE_POINTS, "role", "gender", "tone", PART, "en", "de", "fr");

  /**
   * Reads a table.
   *
   * @param text its lines
   * @param file where they are from, for the error
   * @param remedy what to do if they are not sound, a sentence
   * @throws BadFileException if a line lacks a column, if the concepts do not make a whole grid of
   *     roles, genders and tones in order, or if two have the same caption
   */
  static EmojiTable parse(String text, Path file, String remedy) {
    List<String[]> lines = text.lines().map(line -> line.split(TAB, -1)).toList();
    String head = lines.isEmpty() ? "nothing" : String.join(TAB, lines.get(0));
    if (!head.equals(HEAD)) {
      throw new BadFileException(file, "a table with the columns " + HEAD, head, remedy);
    }
    String[] names = lines.get(0);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).length != names.length) {
        String came = lines.get(i).length + " in line " + (i + 1);
        throw new BadFileException(file, names.length + " columns in each line", came, remedy);
      }
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.length; c++) {
      int column = c;
      columns.put(names[c], lines.stream().skip(1).map(line -> line[column]).toList());
    }
    EmojiTable table = new EmojiTable(columns);
    table.requireGrid(file, remedy);
    table.requireOwnCaptions(file, remedy);
    return table;
  }

  private void requireGrid(Path file, String remedy) {
    int genders = names("gender").size();
    int tones = names("tone").size();
    int whole = names("role").size() * genders * tones;
    List<int[]> labels = List.of(labels("role"), labels("gender"), labels("tone"));
    for (int i = 0; i < size(); i++) {
      int[] expected = {i / (genders * tones), i / tones % genders, i % tones};
      for (int a = 0; a < expected.length; a++) {
        if (size() != whole || labels.get(a)[i] != expected[a]) {
          String grid =
              whole + " concepts, role by role, in each gender by gender and tone by tone";
          String came = size() + " concepts, number " + i + " out of its place";
          throw new BadFileException(file, grid, size() == whole ? came : size() + "", remedy);
        }
      }
    }
  }

  private void requireOwnCaptions(Path file, String remedy) {
    for (String language : List.copyOf(columns.keySet()).subList(LANGUAGES_FROM, columns.size())) {
      int different = distinct(language).size();
      if (different != size()) {
        String expected = "a caption of its own for each concept in \"" + language + "\"";
        String came = different + " captions for " + size() + " concepts";
        throw new BadFileException(file, expected, came, remedy);
      }
    }
  }

  int size() {
    return columns.get(CODE_POINTS).size();
  }

  List<String> column(String name) {
    return columns.get(name);
  }

  /** Returns the different entries of a column, in the order in which they first come. */
  List<String> names(String column) {
    return List.copyOf(distinct(column));
  }

  /** Returns a column as numbers: the places of its entries among its names. */
  int[] labels(String column) {
    List<String> names = names(column);
    return columns.get(column).stream().mapToInt(names::indexOf).toArray();
  }

  /** Returns the concepts whose entry in a column is one of those given. */
  int[] where(String column, String... entries) {
    List<String> wanted = List.of(entries);
    List<String> all = columns.get(column);
    return IntStream.range(0, size()).filter(i -> wanted.contains(all.get(i))).toArray();
  }

  private LinkedHashSet<String> distinct(String column) {
    return new LinkedHashSet<>(columns.get(column));
  }
}
