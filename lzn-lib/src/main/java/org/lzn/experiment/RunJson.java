package org.lzn.experiment;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.lzn.file.BadFileException;
import org.lzn.file.WholeFile;
import org.lzn.tensor.Require;

/** Run records as JSON. */
final class RunJson {
  private static final String WHAT = "the JSON record of a run";
  private static final String REMEDY = "Run it again, or restore the file.";

  private static final String ADVICE =
      "Use JsonReader.setStrictness(Strictness.LENIENT) to accept ";

  private static final Gson GSON =
      new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
          .create();

  private RunJson() {}

  static Path write(RunRecord run, Path file) {
    return WholeFile.write(file, GSON.toJson(run) + "\n");
  }

  static RunRecord read(Path file) {
    try (JsonReader in = GSON.newJsonReader(Files.newBufferedReader(file))) {
      return parse(in, file);
    } catch (NoSuchFileException e) {
      throw new BadFileException(file, WHAT, "no such file", REMEDY, e);
    } catch (IOException e) {
      throw new BadFileException(file, WHAT, e.toString(), REMEDY, e);
    }
  }

  private static RunRecord parse(JsonReader in, Path file) throws IOException {
    try {
      RunRecord run = GSON.fromJson(in, RunRecord.class);
      Require.that(run != null, "an empty file");
      Require.that(in.peek() == JsonToken.END_DOCUMENT, "more after the record");
      return run;
    } catch (MalformedJsonException | RuntimeException e) {
      throw new BadFileException(file, WHAT, reason(e, in.getPreviousPath()), REMEDY, e);
    }
  }

  /** Returns the innermost message without Gson's advice to programmers, and the place. */
  private static String reason(Throwable error, String path) {
    Throwable inner = error;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage()).lines().findFirst().orElse("an error");
    message = message.replace(ADVICE, "");
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
}
