package org.lzn.plot;

import java.util.LinkedHashMap;

/** A JSON object under construction: a map that keeps the order of its keys. */
final class PlotlyJson extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  static PlotlyJson of(String key, Object value) {
    return new PlotlyJson().and(key, value);
  }

  PlotlyJson and(String key, Object value) {
    put(key, value);
    return this;
  }
}
