package org.lzn.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.nn.NcsnppSettings;
import org.lzn.tensor.Require;

/**
 * Settings that a change cannot reach, so that it is refused and never recorded as if it had been
 * made: what follows from an option or from the data, and what a recipe does not read.
 */
public final class FixedSettings {
  private static final String FALL = "training.optimisation.fall.";

  private final Map<String, String> reasons = new LinkedHashMap<>();

  private FixedSettings() {}

  /** Returns those of a model: its own, and those that all have. */
  static FixedSettings of(Recipe.Prepared model) {
    FixedSettings fixed = new FixedSettings();
    fixed.reasons.put("training.seed", "--seed sets it");
    fixed.reasons.put("name", "--scale sets it");
    for (String path : Settings.list(model.settings()).keySet()) {
      boolean byPart = path.matches("training\\.optimisation\\.(rates|stops)\\..*");
      String part = path.substring(path.lastIndexOf('.') + 1);
      if (byPart && !model.parts().containsKey(part)) {
        fixed.reasons.put(path, "this recipe has no part \"" + part + "\" that learns");
      }
    }
    if (Integer.valueOf(0).equals(Settings.list(model.settings()).get(FALL + "to"))) {
      fixed.reasons.put(FALL + "from", "the rates do not fall, set " + FALL + "to as well");
    }
    fixed.reasons.putAll(model.fixed());
    return fixed;
  }

  /** Returns what nothing reads in the settings of the encoder and the decoder of images. */
  public static Map<String, String> ofNetworks(NcsnppSettings encoder, NcsnppSettings decoder) {
    Map<String, String> unread = ofDecoder(decoder);
    unread.put("model.encoder.time", "an encoder is not told a time");
    unread.put("model.encoder.resampling.outputSkip", "an encoder makes no image");
    if (encoder.levels().multipliers().size() == 1) {
      unread.put("model.encoder.resampling", "one level neither shrinks nor grows");
    }
    return unread;
  }

  /** Returns what nothing reads in the settings of the decoder of images. */
  public static Map<String, String> ofDecoder(NcsnppSettings decoder) {
    Map<String, String> unread = new LinkedHashMap<>();
    unread.put("model.decoder.heads", "a decoder has no heads");
    if (decoder.levels().multipliers().size() == 1) {
      unread.put("model.decoder.resampling", "one level neither shrinks nor grows");
    }
    if (decoder.time().embedding() != NcsnppSettings.Embedding.FOURIER) {
      unread.put("model.decoder.time.fourierScale", "the frequencies of time are not random");
    }
    return unread;
  }

  /** Returns one reason for several settings. */
  public static Map<String, String> because(String reason, String... paths) {
    Map<String, String> unread = new LinkedHashMap<>();
    for (String path : paths) {
      unread.put(path, reason);
    }
    return unread;
  }

  /**
   * Refuses changes of these settings, and changes that did not come to pass.
   *
   * @param settings that were made of the changes
   */
  void requireNone(List<String> changes, Record settings) {
    for (String change : changes) {
      String path = change.substring(0, change.indexOf('='));
      reasons.forEach(
          (fixed, reason) ->
              Require.that(
                  !path.equals(fixed) && !path.startsWith(fixed + "."),
                  "setting %s cannot be changed: %s",
                  path,
                  reason));
    }
    Settings.requireMade(changes, settings);
  }
}
