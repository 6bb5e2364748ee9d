package org.lzn.plot;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lzn.file.WholeFile;

/** A picture that can be shown in a notebook and saved. */
public abstract class Figure implements Displayable {
  static final String PLOTLY = "application/vnd.plotly.v1+json";
  static final String PNG = "image/png";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  static {
    Display.connect();
  }

  Figure() {}

  /** Returns the picture as a PNG. */
  public abstract byte[] toPng();

  /** Returns the Plotly figure as maps and lists: data, layout and, for a film, frames. */
  abstract Map<String, Object> plotly();

  /** Returns the figure as Plotly JSON: {@code {"data": ..., "layout": ..., "frames": ...}}. */
  public final String toPlotly() {
    return GSON.toJson(plotly());
  }

  @Override
  public Map<String, Object> forms() {
    Map<String, Object> forms = new LinkedHashMap<>();
    forms.put(PLOTLY, plotly());
    forms.put(PNG, Base64.getEncoder().encodeToString(toPng()));
    return forms;
  }

  /**
   * Saves the figure whole or not at all: {@code .png} as a picture, {@code .json} as Plotly JSON.
   *
   * @return the file
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public final Path save(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return WholeFile.write(file, out -> out.write(toPng()));
    }
    if (name.endsWith(".json")) {
      return WholeFile.write(file, toPlotly());
    }
    throw new IllegalArgumentException("a figure's file must end in .png or .json, got " + file);
  }
}
