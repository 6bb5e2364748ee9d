package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The characters that texts are made of, each with its number; 0 is the end of a text.
 *
 * @param letters the characters, number 1 first
 * @param longest the most characters a text may have
 */
public record Alphabet(String letters, int longest) {
  /** Checks that there are letters and room. */
  public Alphabet {
    Require.that(!letters.isEmpty(), "an alphabet needs characters, got none");
    Require.that(longest > 0, "the longest text must have 1 or more characters, got %d", longest);
  }

  /**
   * Returns the characters of some texts in their order, with room for texts half as long again.
   */
  public static Alphabet of(Collection<String> texts) {
    String letters =
        texts.stream()
            .flatMapToInt(String::chars)
            .distinct()
            .sorted()
            .mapToObj(c -> String.valueOf((char) c))
            .collect(Collectors.joining());
    int longest = texts.stream().mapToInt(String::length).max().orElse(0);
    return new Alphabet(letters, longest + longest / 2);
  }

  /** Returns the number of characters with the end. */
  public int size() {
    return letters.length() + 1;
  }

  /**
   * Returns the numbers of a text's characters.
   *
   * @throws IllegalArgumentException if it is empty, too long or has a character never seen
   */
  public int[] numbers(String text) {
    Require.that(!text.isBlank(), "a text must have a character or more, got \"%s\"", text);
    Require.that(
        text.length() <= longest,
        "a text may have %d characters, got %d: \"%s…\"",
        longest,
        text.length(),
        text.substring(0, Math.min(text.length(), 20)));
    int[] numbers = text.chars().map(c -> letters.indexOf(c) + 1).toArray();
    for (int i = 0; i < numbers.length; i++) {
      Require.that(
          numbers[i] > 0,
          "the character \"%s\" of \"%s\" is in no text that was learnt from",
          text.charAt(i),
          text);
    }
    return numbers;
  }

  /** Returns the text of numbers, which ends before the first 0. */
  String text(int[] numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.length && numbers[i] > 0; i++) {
      text.append(letters.charAt(numbers[i] - 1));
    }
    return text.toString();
  }

  /** Returns one-hot characters (n, size, length), the longest text's length; 0 after the ends. */
  NDArray columns(NDManager manager, List<String> texts) {
    int length = texts.stream().mapToInt(String::length).max().orElseThrow();
    float[] ones = new float[texts.size() * size() * length];
    for (int i = 0; i < texts.size(); i++) {
      int[] numbers = numbers(texts.get(i));
      for (int place = 0; place < numbers.length; place++) {
        ones[(i * size() + numbers[place]) * length + place] = 1;
      }
    }
    return Constants.of(manager, ones, new Shape(texts.size(), size(), length));
  }

  /**
   * Returns one-hot characters (n, length + 1, size) as a decoder reads or writes them.
   *
   * @param shift 1 for what is read, the end mark first; 0 for what is written, the end mark last
   */
  NDArray rows(NDManager manager, List<String> texts, int shift) {
    int length = texts.stream().mapToInt(String::length).max().orElseThrow() + 1;
    float[] ones = new float[texts.size() * length * size()];
    for (int i = 0; i < texts.size(); i++) {
      int[] numbers = numbers(texts.get(i));
      for (int place = 0; place <= numbers.length; place++) {
        int read = place - shift;
        int number = read >= 0 && read < numbers.length ? numbers[read] : 0;
        ones[(i * length + place) * size() + number] = 1;
      }
    }
    return Constants.of(manager, ones, new Shape(texts.size(), length, size()));
  }
}
