package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.lzn.nn.CaptionDecoder;
import org.lzn.nn.CaptionEncoder;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.SeededRandom;

/**
 * Texts as one data type of several. The encoder reads all characters at once; the decoder writes
 * one after the other, p(text | z) = Π p(character | characters before it, u), where u is the
 * latent z and, if asked for, the classes in whose zones it lies.
 *
 * @param name such as a language
 * @param alphabet the characters
 * @param encoder text to anchor
 * @param decoder latent to text
 * @param codes of the classes that the decoder is told beside the latent
 * @param noise the share of training texts that the encoder reads with one wrong, missing or
 *     doubled character, so that a slip of the pen does not matter later
 */
public record TextType(
    String name,
    Alphabet alphabet,
    CaptionEncoder encoder,
    CaptionDecoder decoder,
    ClassCodes codes,
    double noise)
    implements DataType<List<String>> {

  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    parts.put(name + " encoder", encoder);
    parts.put(name + " decoder", decoder);
    return parts;
  }

  @Override
  public int size(List<String> texts) {
    return texts.size();
  }

  @Override
  public List<String> read(String word) {
    alphabet.numbers(word); // refuses what it cannot read
    return List.of(word);
  }

  @Override
  public List<String> words(List<String> texts) {
    return texts;
  }

  @Override
  public List<String> take(List<String> texts, int... indices) {
    return Arrays.stream(indices).mapToObj(texts::get).toList();
  }

  @Override
  public Zones zones(NDManager manager, List<String> texts, Optional<SeededRandom> training) {
    List<String> read = training.map(draws -> withSlips(texts, draws)).orElse(texts);
    return Zones.own(encoder.forward(alphabet.columns(manager, read)));
  }

  /** Doubles, drops or replaces one character of some texts. */
  private List<String> withSlips(List<String> texts, SeededRandom draws) {
    SplittableRandom random = draws.generator(name + " slips");
    return texts.stream()
        .map(text -> random.nextDouble() < noise ? slip(text, random) : text)
        .toList();
  }

  private String slip(String text, SplittableRandom random) {
    int place = random.nextInt(text.length());
    String letters = alphabet.letters();
    String wrong = String.valueOf(letters.charAt(random.nextInt(letters.length())));
    String instead =
        switch (random.nextInt(3)) {
          case 0 -> text.length() > 1 ? "" : wrong;
          case 1 -> wrong;
          default ->
              text.substring(place, place + 1).repeat(text.length() < alphabet.longest() ? 2 : 1);
        };
    return text.substring(0, place) + instead + text.substring(place + 1);
  }

  /** Minus the mean logarithm of the probability of a character. */
  @Override
  public Optional<NDArray> loss(NDArray latents, List<String> texts, SeededRandom draws) {
    long places = texts.stream().mapToLong(text -> text.length() + 1L).sum();
    NDArray logarithms = logarithms(latents, texts).sum();
    return Optional.of(Constants.scale(logarithms, -1.0 / places));
  }

  /** Returns log p(text | z) of each text under the latent of its row, exactly. */
  public double[] logProbabilities(NDArray latents, List<String> texts) {
    NDArray sums = logarithms(latents, texts).sum(new int[] {1});
    float[] values = HostTransfers.floats(sums);
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  /** log p of each character of the texts and of their ends, 0 after them, (n, length + 1). */
  private NDArray logarithms(NDArray latents, List<String> texts) {
    NDManager manager = latents.getManager();
    NDArray read = alphabet.rows(manager, texts, 1);
    NDArray written = alphabet.rows(manager, texts, 0);
    NDArray told = codes.beside(latents);
    NDArray states = decoder.states(read, told, decoder.start(told));
    NDArray all = decoder.logits(states).logSoftmax(2);
    return all.mul(written).sum(new int[] {2});
  }

  /** Writes the likeliest character at each place. */
  @Override
  public List<String> decode(NDArray latents, SeededRandom draws) {
    return write(latents, (logits, place) -> HostTransfers.longs(logits.argMax(1)));
  }

  /** Writes each character by chance, as likely as the decoder holds it. */
  public List<String> sample(NDArray latents, SeededRandom draws) {
    SplittableRandom random = draws.generator(name + " sample");
    return write(latents, (logits, place) -> chosen(logits, random));
  }

  /** Chooses a character for each row of logits. */
  private interface Choice {
    long[] of(NDArray logits, int place);
  }

  private List<String> write(NDArray latents, Choice choice) {
    int n = Math.toIntExact(latents.getShape().get(0));
    int[][] numbers = new int[n][alphabet.longest()];
    int[] last = new int[n];
    NDArray told = codes.beside(latents);
    NDArray state = decoder.start(told);
    for (int place = 0; place < alphabet.longest(); place++) {
      NDArray read =
          OneHot.of(latents.getManager(), last, alphabet.size())
              .reshape(new Shape(n, 1, alphabet.size()));
      state = decoder.states(read, told, state).reshape(new Shape(n, decoder.units()));
      long[] next = choice.of(decoder.logits(state), place);
      boolean open = false;
      for (int i = 0; i < n; i++) {
        boolean ended = place > 0 && numbers[i][place - 1] == 0;
        numbers[i][place] = ended ? 0 : (int) next[i];
        last[i] = numbers[i][place];
        open |= last[i] > 0;
      }
      if (!open) {
        break;
      }
    }
    List<String> texts = new ArrayList<>();
    for (int[] row : numbers) {
      texts.add(alphabet.text(row));
    }
    return texts;
  }

  private long[] chosen(NDArray logits, SplittableRandom random) {
    float[] p = HostTransfers.floats(logits.softmax(1));
    int k = alphabet.size();
    long[] chosen = new long[p.length / k];
    for (int i = 0; i < chosen.length; i++) {
      double left = random.nextDouble();
      int c = 0;
      while (c < k - 1 && left >= p[i * k + c]) {
        left -= p[i * k + c++];
      }
      chosen[i] = c;
    }
    return chosen;
  }
}
