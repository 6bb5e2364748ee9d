package org.lzn.train.checkpoint;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.Json;
import org.lzn.file.JsonDifference;
import org.lzn.file.SafeTensors;
import org.lzn.official.OfficialCheckpoint;
import org.lzn.tensor.Require;

/**
 * A training at one step, from which it goes on as if it had never stopped.
 *
 * <p>It is two files: {@code step-N.safetensors} with weights, optimiser state and averages, and
 * {@code step-N.json} with the rest and the checksum of both. The JSON file is written last, so
 * that where it is, the checkpoint is complete.
 */
public final class Checkpoint {
  private static final String KIND = "checkpoint of a training";
  private static final int VERSION = 1;
  private static final String WHAT = "the JSON file of a checkpoint";
  private static final String REMEDY = "Resume from another checkpoint.";

  private final Path file;
  private final Contents contents;

  /**
   * What the JSON file holds.
   *
   * @param run what must be the same for the training to go on
   */
  private record Contents(
      String kind,
      int version,
      JsonObject run,
      TrainerState course,
      Versions versions,
      Weights weights) {
    private Contents {
      Require.that(KIND.equals(kind), "kind %s", kind);
      Require.that(version == VERSION, "version %d, this kit reads %d", version, VERSION);
      Require.that(
          run != null && course != null && weights != null && weights.sha256 != null,
          "a checkpoint that lacks its run, course or weights");
      course.requireSound();
    }
  }

  /** With what it was written. */
  private record Versions(String kit, String java, String pytorch) {
    static Versions current() {
      String kit = Checkpoint.class.getPackage().getImplementationVersion();
      return new Versions(
          Objects.requireNonNullElse(kit, "unknown"),
          System.getProperty("java.version"),
          Engine.getInstance().getVersion());
    }
  }

  /** The arrays' file: of the same name but for its end, in the same folder. */
  private record Weights(String sha256) {}

  private record Signed(Contents checkpoint, String sha256) {
    private Signed {
      Require.that(checkpoint != null, "a file without a checkpoint");
      Require.that(
          digest(checkpoint).equals(sha256),
          "SHA-256 %s of the content, which says %s",
          digest(checkpoint),
          sha256);
    }
  }

  private Checkpoint(Path file, Contents contents) {
    this.file = file;
    this.contents = contents;
  }

  /** Writes the two files. */
  static Checkpoint write(
      Path folder, JsonObject run, TrainerState course, Map<String, NDArray> state) {
    Path file = folder.resolve(String.format(Locale.ROOT, "step-%08d.json", course.step()));
    Path arrays = weightsFile(file);
    SafeTensors.write(arrays, state, Map.of("format", "pt"));
    Weights weights = new Weights(Checksums.of(arrays));
    Contents contents = new Contents(KIND, VERSION, run, course, Versions.current(), weights);
    Json.write(file, new Signed(contents, digest(contents)));
    return new Checkpoint(file, contents);
  }

  /**
   * Reads a checkpoint and verifies the checksums of its files.
   *
   * @param file its JSON file
   * @throws BadFileException if a file is missing, damaged or of another version
   */
  public static Checkpoint open(Path file) {
    Contents contents = Json.read(file, Signed.class, WHAT, REMEDY).checkpoint;
    Checkpoint checkpoint = new Checkpoint(file, contents);
    Path arrays = checkpoint.arrays();
    String sum = Checksums.of(arrays);
    if (!sum.equals(contents.weights.sha256)) {
      throw new BadFileException(arrays, "SHA-256 " + contents.weights.sha256, sum, REMEDY);
    }
    return checkpoint;
  }

  /**
   * Opens a checkpoint that the authors released, a {@code .pt} file.
   *
   * @throws BadFileException if the file is not one
   */
  public static OfficialCheckpoint official(Path file) {
    return OfficialCheckpoint.open(file);
  }

  /** Returns the JSON file. */
  public Path file() {
    return file;
  }

  /** Returns the number of steps done. */
  public int step() {
    return contents.course.step();
  }

  /** Returns where the training stood. */
  public TrainerState course() {
    return contents.course;
  }

  /** Copies the arrays of the training into their places. */
  public void restore(Map<String, NDArray> state) {
    SafeTensors.open(arrays()).copyTo(state);
  }

  /** Refuses the checkpoint of a training with other settings or data. */
  void requireSame(JsonObject run) {
    JsonDifference.of(contents.run, run)
        .ifPresent(
            difference -> {
              throw new BadFileException(
                  file,
                  "a checkpoint of this training",
                  "one whose " + difference,
                  "Train with its settings, or choose another output folder.");
            });
  }

  private Path arrays() {
    return weightsFile(file);
  }

  /** Returns the file with the arrays of the checkpoint in a JSON file. */
  static Path weightsFile(Path json) {
    String name = json.getFileName().toString();
    return json.resolveSibling(name.replaceAll("\\.json$", "") + ".safetensors");
  }

  private static String digest(Contents contents) {
    MessageDigest digest = Checksums.sha256();
    digest.update(Json.text(contents).getBytes(StandardCharsets.UTF_8));
    return Checksums.hex(digest);
  }
}
