package org.lzn.run;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lzn.metric.Interval;
import org.lzn.tensor.Require;

/**
 * One figure that a run reached, with all that is needed to compare it with another.
 *
 * <p>"FID" means features of the Inception network [Heu17]; with another network the name must be
 * "Fréchet distance", so that the two are never compared.
 *
 * @param name what was measured, such as "accuracy"
 * @param value its value, finite
 * @param spread the standard deviation over the seeds, or null if there was one seed
 * @param basis what it was measured on
 * @param note what a reader must know, or ""
 * @param interval where it lies with 95 % confidence, or null if that was not computed
 */
public record RunScore(
    String name, double value, Double spread, Basis basis, String note, Interval interval) {
  private static final String INCEPTION = "inception";

  /**
   * What a score was measured on.
   *
   * @param samples the number of samples, 0 if it does not apply
   * @param seeds the seeds it is a mean of; empty means the run's
   * @param extractor the network whose features were compared, or "" if none was
   * @param at the settings it was measured at, by name, such as "batch" and "alpha" of one of many
   *     ways to classify; empty in records from before they were kept
   */
  public record Basis(int samples, List<Long> seeds, String extractor, Map<String, Double> at) {
    /** Checks and copies. */
    public Basis {
      Require.that(samples >= 0, "samples must be 0 or more, got %d", samples);
      seeds = seeds == null ? List.of() : List.copyOf(seeds);
      extractor = Objects.requireNonNullElse(extractor, "");
      at = at == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(at));
    }

    /** Makes the basis of a score that was measured in one way only. */
    public Basis(int samples, List<Long> seeds, String extractor) {
      this(samples, seeds, extractor, Map.of());
    }

    /** Returns it without the settings, which a score's name tells too. */
    Basis anywhere() {
      return new Basis(samples, seeds, extractor);
    }

    /** Tells whether the features are the Inception network's, as in the paper. */
    boolean inception() {
      return extractor.toLowerCase(Locale.ROOT).startsWith(INCEPTION);
    }

    @Override
    public String toString() {
      String parts = samples == 0 ? "" : String.format(Locale.ROOT, ", %,d samples", samples);
      parts += seeds.isEmpty() ? "" : ", seeds " + seedText();
      parts += extractor.isEmpty() ? "" : ", features of " + extractor;
      return parts.isEmpty() ? "" : parts.substring(2);
    }

    /** Returns the seeds as a list with commas. */
    public String seedText() {
      return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }

  /** Checks the name, the value and the use of "FID". */
  public RunScore {
    Require.that(name != null && !name.isBlank(), "a score needs a name, got '%s'", name);
    Require.that(Double.isFinite(value), "score %s must be finite, got %s", name, value);
    Require.that(
        spread == null || (Double.isFinite(spread) && spread >= 0),
        "spread of score %s must be 0 or more, got %s",
        name,
        spread);
    basis = basis == null ? new Basis(0, List.of(), "") : basis;
    note = Objects.requireNonNullElse(note, "");
    Require.that(
        !name.toLowerCase(Locale.ROOT).matches("s?fid([^a-z].*)?") || basis.inception(),
        "%s means features of Inception, got those of '%s': call it Fréchet distance",
        name,
        basis.extractor());
  }

  /** Returns a score that needs no network's features. */
  public static RunScore of(String name, double value) {
    return new RunScore(name, value, null, null, "", null);
  }

  /** Returns a share of so many samples, in percent, with the interval of their number. */
  public static RunScore percent(String name, double share, int samples) {
    double standardError = Math.sqrt(share * (1 - share) / samples);
    return of(name, 100 * share)
        .withSamples(samples)
        .withInterval(Interval.around(100 * share, 100 * standardError).within(0, 100));
  }

  /** Returns a score on the features of {@code extractor}, such as "Inception v3". */
  public static RunScore of(String name, double value, String extractor) {
    return new RunScore(name, value, null, new Basis(0, List.of(), extractor), "", null);
  }

  /** Returns this score with its standard deviation over the seeds. */
  public RunScore withSpread(double newSpread) {
    return new RunScore(name, value, newSpread, basis, note, interval);
  }

  /** Returns this score with the number of samples it was measured on. */
  public RunScore withSamples(int samples) {
    return with(new Basis(samples, basis.seeds, basis.extractor, basis.at));
  }

  /** Returns this score with the seeds it is a mean of. */
  public RunScore withSeeds(long... seeds) {
    List<Long> all = Arrays.stream(seeds).boxed().toList();
    return with(new Basis(basis.samples, all, basis.extractor, basis.at));
  }

  /** Returns this score with one more setting that it was measured at. */
  public RunScore at(String setting, double value) {
    Map<String, Double> all = new TreeMap<>(basis.at);
    all.put(setting, value);
    return with(new Basis(basis.samples, basis.seeds, basis.extractor, all));
  }

  /** Returns this score with its interval of 95 % confidence. */
  public RunScore withInterval(Interval newInterval) {
    return new RunScore(name, value, spread, basis, note, newInterval);
  }

  /** Returns this score with what a reader must know about it. */
  public RunScore withNote(String newNote) {
    return new RunScore(name, value, spread, basis, newNote, interval);
  }

  /** Tells whether another score is of the same thing, on the same samples and features. */
  boolean sameAs(RunScore other) {
    return name.equals(other.name) && basis.anywhere().equals(other.basis.anywhere());
  }

  private RunScore with(Basis newBasis) {
    return new RunScore(name, value, spread, newBasis, note, interval);
  }

  @Override
  public String toString() {
    String sd = spread == null ? "" : String.format(Locale.ROOT, " ± %.2g", spread);
    String range = interval == null ? "" : " " + interval;
    String on = basis.toString().isEmpty() ? "" : " (" + basis + ")";
    return String.format(Locale.ROOT, "%s %.4g%s%s%s", name, value, sd, range, on)
        + (note.isEmpty() ? "" : ": " + note);
  }
}
