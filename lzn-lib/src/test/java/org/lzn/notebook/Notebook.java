package org.lzn.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tests need to know of a notebook file.
 *
 * @param name the file's name
 * @param sources the sources of its code cells, in order
 * @param hasOutputs whether any code cell has an output
 * @param savedScale the scale at which the outputs were made, if the file tells
 * @param savedHash the hash of the code that made the outputs, if the file tells
 */
public record Notebook(
    String name,
    List<String> sources,
    boolean hasOutputs,
    Optional<String> savedScale,
    Optional<String> savedHash) {

  /** The notebooks NN-name.ipynb of a folder in their order; none if there is no such folder. */
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Notebook::isNotebook).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNotebook(Path file) {
    return file.getFileName().toString().matches("[0-9][0-9]-.*\\.ipynb");
  }

  /** Reads a notebook of format 4. */
  public static Notebook read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a notebook of format 4 from its text. */
  public static Notebook parse(String name, String json) {
    JsonObject root = JsonParser.parseString(json).getAsJsonObject();
    List<String> sources = new ArrayList<>();
    boolean hasOutputs = false;
    for (JsonElement element : root.getAsJsonArray("cells")) {
      JsonObject cell = element.getAsJsonObject();
      if (cell.get("cell_type").getAsString().equals("code")) {
        sources.add(text(cell.get("source")));
        hasOutputs |= !cell.getAsJsonArray("outputs").isEmpty();
      }
    }
    JsonObject saved = root.getAsJsonObject("metadata").getAsJsonObject("lzn");
    return new Notebook(
        name,
        List.copyOf(sources),
        hasOutputs,
        Optional.ofNullable(saved).map(lzn -> lzn.get("scale").getAsString()),
        Optional.ofNullable(saved).map(lzn -> lzn.get("code_hash").getAsString()));
  }

  /** SHA-256 of the code cells' sources, each followed by a zero character. */
  public String codeHash() {
    String code = sources.stream().map(source -> source + "\0").collect(Collectors.joining());
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(code.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** A source is one string, or a list of lines that keep their ends. */
  private static String text(JsonElement source) {
    if (source instanceof JsonArray lines) {
      return lines.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining());
    }
    return source.getAsString();
  }
}
