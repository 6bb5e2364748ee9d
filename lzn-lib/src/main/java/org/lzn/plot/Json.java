package org.lzn.plot;

import java.util.LinkedHashMap;

/** A JSON object under construction: a map that keeps the order of its keys. */
final class Json extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  static Json of(String key, Object value) {
    return new Json().and(key, value);
  }

  Json and(String key, Object value) {
    put(key, value);
    return this;
  }
}
