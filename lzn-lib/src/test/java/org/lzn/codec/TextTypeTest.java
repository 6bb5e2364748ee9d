package org.lzn.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.nn.CaptionDecoder;
import org.lzn.nn.CaptionEncoder;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

class TextTypeTest {
  private static final int Q = 3;
  private static final Alphabet ALPHABET = new Alphabet("ab", 3);
  private static final TextType TYPE = type();

  private static TextType type() {
    CaptionEncoder encoder = new CaptionEncoder(ALPHABET.size(), 6, Q);
    CaptionDecoder decoder = new CaptionDecoder(ALPHABET.size(), 5, Q);
    encoder.initialize(Devices.newManager(), SeededRandom.of(1));
    decoder.initialize(Devices.newManager(), SeededRandom.of(2));
    return new TextType("text", ALPHABET, encoder, decoder, ClassCodes.none(), 1);
  }

  @AfterAll
  static void close() {
    TYPE.close();
  }

  /** All texts of at most three characters; those of four or more have the rest. */
  private static List<String> all() {
    List<String> texts = new ArrayList<>(List.of("a", "b"));
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).length() < ALPHABET.longest()) {
        texts.add(texts.get(i) + "a");
        texts.add(texts.get(i) + "b");
      }
    }
    return texts;
  }

  /** p(text) is what is left to its last place times p(end): the shares add up, place by place. */
  @Test
  void probabilitiesOfAllTextsAndOfWhatIsLongerAddUpToOne() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray z = SeededRandom.of(3).normal(manager, "z", new Shape(1, Q));
      double sum = 0;
      for (String text : all()) {
        sum += Math.exp(TYPE.logProbabilities(z, List.of(text))[0]);
      }
      double empty = 1 - beginnings(z, List.of("a", "b"));
      double longer = beginnings(z, all().stream().filter(t -> t.length() == 3).toList());
      double ended = all().stream().filter(t -> t.length() == 3).mapToDouble(t -> end(z, t)).sum();
      assertEquals(1, empty + sum + longer - ended, 1e-5);
    }
  }

  private static double beginnings(NDArray z, List<String> texts) {
    return texts.stream().mapToDouble(text -> beginning(z, text)).sum();
  }

  /** The probability that a text begins so: that of the text divided by that of its end. */
  private static double beginning(NDArray z, String text) {
    return end(z, text) / endAlone(z, text);
  }

  private static double end(NDArray z, String text) {
    return Math.exp(TYPE.logProbabilities(z, List.of(text))[0]);
  }

  private static double endAlone(NDArray z, String text) {
    NDArray read = ALPHABET.rows(z.getManager(), List.of(text), 1);
    NDArray states = TYPE.decoder().states(read, z, TYPE.decoder().start(z));
    float[] p = HostTransfers.floats(TYPE.decoder().logits(states).softmax(2));
    return p[text.length() * ALPHABET.size()];
  }

  @Test
  void paddingChangesNoProbability() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray z = SeededRandom.of(3).normal(manager, "z", new Shape(2, Q));
      double together = TYPE.logProbabilities(z, List.of("a", "bab"))[0];
      assertEquals(TYPE.logProbabilities(z.get("0:1"), List.of("a"))[0], together, 1e-6);
    }
  }

  @Test
  void theGreedyTextIsTheLikeliestCharacterAtEachPlace() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray z = SeededRandom.of(5).normal(manager, "z", new Shape(4, Q));
      List<String> texts = TYPE.decode(z, SeededRandom.of(1));
      for (int i = 0; i < texts.size(); i++) {
        NDArray one = z.get(i + ":" + (i + 1));
        assertEquals(greedy(one), texts.get(i));
      }
    }
  }

  private static String greedy(NDArray z) {
    String text = "";
    while (text.length() < ALPHABET.longest()) {
      NDArray read = read(z.getManager(), text);
      NDArray states = TYPE.decoder().states(read, z, TYPE.decoder().start(z));
      float[] logits = HostTransfers.floats(TYPE.decoder().logits(states));
      int best = 0;
      for (int c = 1; c < ALPHABET.size(); c++) {
        int last = text.length() * ALPHABET.size();
        best = logits[last + c] > logits[last + best] ? c : best;
      }
      if (best == 0) {
        break;
      }
      text += ALPHABET.letters().charAt(best - 1);
    }
    return text;
  }

  /** An empty text is refused, but begins as any text does: with the mark of the end. */
  private static NDArray read(NDManager manager, String text) {
    NDArray rows = ALPHABET.rows(manager, List.of(text.isEmpty() ? "a" : text), 1);
    return text.isEmpty() ? rows.get(":, :1") : rows;
  }

  @Test
  void slipsAreMadeInTrainingOnly() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      List<String> texts = List.of("aab", "bba", "abb", "baa");
      float[] used = anchors(manager, texts, Optional.empty());
      assertEquals(0, distance(used, anchors(manager, texts, Optional.empty())), 0);
      float[] trained = anchors(manager, texts, Optional.of(SeededRandom.of(1)));
      assertTrue(distance(used, trained) > 1e-3);
      float[] again = anchors(manager, texts, Optional.of(SeededRandom.of(1)));
      assertEquals(0, distance(trained, again), 0);
    }
  }

  private static float[] anchors(
      NDManager manager, List<String> texts, Optional<SeededRandom> training) {
    return HostTransfers.floats(TYPE.zones(manager, texts, training).points());
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void badTextsAreRefusedInOneLine() {
    assertRefused("", "a text must have a character or more, got \"\"");
    assertRefused("abab", "a text may have 3 characters, got 4: \"abab…\"");
    assertRefused("axb", "the character \"x\" of \"axb\" is in no text that was learnt from");
  }

  private static void assertRefused(String text, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> ALPHABET.numbers(text));
    assertEquals(message, error.getMessage());
  }
}
