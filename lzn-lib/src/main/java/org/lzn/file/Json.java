package org.lzn.file;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.lzn.tensor.Require;

/**
 * Java records as JSON that people can read.
 *
 * <p>Names are written in lower case with underscores, points in time as ISO 8601 text, numbers in
 * full; reading is strict, but for the few liberties that Gson always takes.
 *
 * <p>Nothing here, nor elsewhere in the kit, is newer than Gson 2.8.5: the kernel IJava has that
 * one ahead of the kit's. A test runs the notebooks behind it.
 */
public final class Json {
  private static final Pattern ADVICE = Pattern.compile("Use JsonReader\\.set.*? to accept ");

  private static final long MOST = 256L << 20;

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapterFactory(RecordAdapter.FACTORY)
          .registerTypeAdapterFactory(PlainAdapter.FACTORY)
          .registerTypeAdapter(double.class, new DoubleAdapter())
          .registerTypeAdapter(Double.class, new DoubleAdapter().nullSafe())
          .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
          .create();

  private Json() {}

  /** Returns a value as text. */
  public static String text(Object value) {
    return GSON.toJson(value);
  }

  /** Returns a value as a tree, to be put into a larger one. */
  public static JsonElement tree(Object value) {
    return GSON.toJsonTree(value);
  }

  /**
   * Returns the tree that a text describes.
   *
   * @throws RuntimeException if it is not JSON
   */
  public static JsonElement parse(String text) {
    try {
      return GSON.getAdapter(JsonElement.class).fromJson(text);
    } catch (IOException e) {
      throw new JsonParseException(e);
    }
  }

  /** Returns the value that a tree describes. */
  public static <T> T value(JsonElement tree, Class<T> type) {
    return GSON.fromJson(tree, type);
  }

  /** Writes a value to a file, whole or not at all. */
  @CanIgnoreReturnValue
  public static Path write(Path file, Object value) {
    return WholeFile.write(file, text(value) + "\n");
  }

  /**
   * Reads a value from a file.
   *
   * @param type of the value
   * @param what the file should be, such as "the JSON record of a run", for the message
   * @param remedy what to do if it is not, a sentence
   * @throws BadFileException if the file is missing, is too large to be believed, is not JSON (the
   *     message says where), or does not make a valid value
   */
  public static <T> T read(Path file, Class<T> type, String what, String remedy) {
    long length = file.toFile().length(); // 0 for what is not there
    if (length > Limits.bytes(MOST)) {
      String expected = what + " of at most " + Limits.bytes(MOST) + " bytes";
      throw new BadFileException(file, expected, length + " bytes", remedy);
    }
    try (JsonReader in = GSON.newJsonReader(Files.newBufferedReader(file))) {
      return parse(in, type, file, what, remedy);
    } catch (NoSuchFileException e) {
      throw new BadFileException(file, what, "no such file", remedy, e);
    } catch (IOException e) {
      throw new BadFileException(file, what, e.toString(), remedy, e);
    }
  }

  private static <T> T parse(JsonReader in, Class<T> type, Path file, String what, String remedy)
      throws IOException {
    try {
      // Not by fromJson, which takes every liberty.
      T value = GSON.getAdapter(type).read(in);
      Require.that(value != null, "an empty file");
      Require.that(in.peek() == JsonToken.END_DOCUMENT, "more after its end");
      return value;
    } catch (MalformedJsonException | EOFException | RuntimeException e) {
      throw new BadFileException(file, what, reason(e, in.getPath()), remedy, e);
    }
  }

  /** Returns the innermost message without Gson's advice to programmers, and the place. */
  private static String reason(Throwable error, String path) {
    if (error instanceof EOFException && path.equals("$")) {
      return "an empty file";
    }
    Throwable inner = error;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage()).lines().findFirst().orElse("an error");
    message = ADVICE.matcher(message).replaceFirst("");
    return message.contains(" path $") ? message : message + " at path " + path;
  }

  /** Points in time as ISO 8601 text. */
  private static final class InstantAdapter extends TypeAdapter<Instant> {
    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
      String text = in.nextString();
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new JsonParseException("'" + text + "' is not a point in time", e);
      }
    }
  }

  /** Numbers; JSON has no NaN, so that one is written as text, and read back. */
  private static final class DoubleAdapter extends TypeAdapter<Double> {
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      if (Double.isFinite(value)) {
        out.value(value);
      } else {
        out.value(value.toString());
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      if (in.peek() != JsonToken.STRING) {
        return in.nextDouble();
      }
      String path = in.getPath();
      String text = in.nextString();
      if (!NOT_FINITE.contains(text)) {
        throw new JsonParseException("'" + text + "' is not a number at path " + path);
      }
      return Double.valueOf(text);
    }
  }
}
