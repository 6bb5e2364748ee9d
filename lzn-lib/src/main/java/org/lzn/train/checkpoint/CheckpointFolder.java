package org.lzn.train.checkpoint;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.tensor.Notices;

/** The folder of one training's checkpoints, locked while the training runs. */
public final class CheckpointFolder implements AutoCloseable {
  private static final Pattern JSON = Pattern.compile("step-(\\d{8,18})\\.json");
  private static final Pattern ARRAYS = Pattern.compile("step-\\d{8,18}\\.safetensors");

  /** A file that was being written, as {@link org.lzn.file.WholeFile} names it: with a UUID. */
  private static final Pattern PART =
      Pattern.compile(
          "\\.step-\\d{8,18}\\.(json|safetensors)\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Checkpoints options;
  private final JsonObject run;
  private final FileChannel lock;

  private CheckpointFolder(Checkpoints options, JsonObject run, FileChannel lock) {
    this.options = options;
    this.run = run;
    this.lock = lock;
  }

  /**
   * Opens and locks the folder, and deletes what a killed run left half written; the lock ends with
   * the process, however it ends.
   *
   * @param run what the training is
   */
  public static CheckpointFolder open(Checkpoints options, JsonObject run) {
    Path folder = options.folder();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new BadFileException(
            folder,
            "a folder for this training alone",
            "one in which another is running",
            "Wait for its end, or choose another output folder.");
      }
      CheckpointFolder opened = new CheckpointFolder(options, run, channel);
      opened.clear();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // held by this very process
      return false;
    }
  }

  /** Returns where the training begins; empty for its first step. */
  public Optional<Checkpoint> start() {
    Optional<Checkpoint> start =
        options.resume() instanceof Resume.From from
            ? Optional.of(Checkpoint.open(from.file()))
            : newest();
    start.ifPresent(checkpoint -> checkpoint.requireSame(run));
    return start;
  }

  private Optional<Checkpoint> newest() {
    List<Path> files = newestFirst();
    if (options.resume() instanceof Resume.Never && !files.isEmpty()) {
      throw new BadFileException(
          options.folder(),
          "a folder without checkpoints, since none is to be resumed",
          files.size() + " of them",
          "Resume, or choose another output folder.");
    }
    for (Path file : files) {
      try {
        return Optional.of(Checkpoint.open(file));
      } catch (BadFileException e) {
        Notices.say(e.getMessage() + " Trying the one before.");
      }
    }
    return Optional.empty();
  }

  /**
   * Writes a checkpoint, then deletes those that are too old. Those of later steps, which a
   * training that began with an older one finds, are left until it comes to them.
   */
  public void save(TrainerState course, Map<String, NDArray> state) {
    Checkpoint.write(options.folder(), run, course, state);
    newestFirst().stream()
        .filter(json -> stepOf(json) <= course.step())
        .skip(options.keep())
        .forEach(CheckpointFolder::delete);
    clear();
  }

  /** Deletes what a killed run left: files half written, and arrays without their JSON file. */
  private void clear() {
    for (Path path : list(options.folder())) {
      String name = path.getFileName().toString();
      boolean orphan = ARRAYS.matcher(name).matches() && !Files.exists(jsonOf(path));
      boolean ours = orphan || PART.matcher(name).matches();
      if (ours && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        deleteFile(path);
      }
    }
  }

  private List<Path> newestFirst() {
    return newestFirst(options.folder());
  }

  /** Returns the JSON files of the checkpoints in a folder, the latest step first. */
  static List<Path> newestFirst(Path folder) {
    return list(folder).stream()
        .filter(path -> JSON.matcher(path.getFileName().toString()).matches())
        .sorted(Comparator.comparingLong(CheckpointFolder::stepOf).reversed())
        .toList();
  }

  private static long stepOf(Path json) {
    return Long.parseLong(json.getFileName().toString().replaceAll("\\D", ""));
  }

  private static Path jsonOf(Path arrays) {
    String name = arrays.getFileName().toString();
    return arrays.resolveSibling(name.replaceAll("\\.safetensors$", ".json"));
  }

  private static void delete(Path json) {
    // The JSON file first: without it the checkpoint is incomplete.
    deleteFile(json);
    deleteFile(Checkpoint.weightsFile(json));
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock " + options.folder(), e);
    }
  }
}
