package org.lzn.plot;

import java.util.Map;

/** A figure of one panel; several make a {@link Film}. */
public abstract class Plot extends Figure {
  Plot() {}

  /** Returns what is shown. */
  abstract Panel panel();

  @Override
  public byte[] toPng() {
    return Png.encode(PanelPng.draw(panel()));
  }

  @Override
  Map<String, Object> plotly() {
    return PanelJson.figure(panel());
  }
}
