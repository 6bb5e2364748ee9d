package org.lzn.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.data.ImageDataset;
import org.lzn.file.PlainOptions;
import org.lzn.tensor.Require;

/**
 * What a run was to do.
 *
 * @param options by part, such as "training": records as maps, see {@link #withOptions}
 * @param seeds the seeds of its random numbers
 * @param scale such as "paper", "classroom" or "smoke"
 * @param data the data it used
 */
public record RunSetup(
    Map<String, Object> options, List<Long> seeds, String scale, List<Data> data) {

  /**
   * A data set that was used.
   *
   * @param name its name
   * @param size its number of images
   * @param origin which set, where from, how many
   * @param checksum the SHA-256 of exactly the data used
   */
  public record Data(String name, int size, String origin, String checksum) {}

  /** Checks that nothing is missing, and copies. */
  public RunSetup {
    Require.that(options != null, "a run's setup has no options");
    Require.that(seeds != null, "a run's setup has no seeds");
    Require.that(data != null, "a run's setup has no data");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    seeds = List.copyOf(seeds);
    data = List.copyOf(data);
  }

  /** Returns the setup of which nothing is known yet. */
  static RunSetup unknown() {
    return new RunSetup(Map.of(), List.of(), "unknown", List.of());
  }

  /**
   * Returns this setup with the options of one part. Records and maps, however nested, become maps
   * of plain values; a record's map starts with its type.
   */
  RunSetup withOptions(String part, Object ofPart) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.put(part, PlainOptions.of(ofPart));
    return new RunSetup(all, seeds, scale, data);
  }

  /** Returns this setup with its seeds. */
  RunSetup withSeeds(long... newSeeds) {
    return new RunSetup(options, Arrays.stream(newSeeds).boxed().toList(), scale, data);
  }

  /** Returns this setup with its scale. */
  RunSetup withScale(String newScale) {
    return new RunSetup(options, seeds, newScale, data);
  }

  /** Returns this setup with one more data set; its checksum is computed here. */
  RunSetup withData(ImageDataset set) {
    List<Data> all = new ArrayList<>(data);
    all.add(new Data(set.name(), set.size(), set.origin(), set.checksum()));
    return new RunSetup(options, seeds, scale, all);
  }
}
