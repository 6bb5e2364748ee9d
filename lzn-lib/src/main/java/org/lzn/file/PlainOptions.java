package org.lzn.file;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options as plain values that JSON can hold: maps, lists, texts, truth values, long and double.
 *
 * <p>A record becomes a map that starts with its type, so that a choice between kinds, such as one
 * solver or another, can be read back. What is neither a record nor plain becomes its text.
 */
public final class PlainOptions {
  private static final String TYPE = "type";

  private PlainOptions() {}

  /** Returns a value as a plain one. */
  public static Object of(Object value) {
    if (value instanceof Record options) {
      return ofRecord(options);
    } else if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    } else if (value instanceof Iterable<?> items) {
      return ofItems(items);
    } else if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    } else if (value != null && value.getClass().isArray()) {
      return ofArray(value);
    } else if (value instanceof Number number) {
      return ofNumber(number);
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    return ofOther(value);
  }

  private static Map<String, Object> ofRecord(Record options) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(TYPE, options.getClass().getSimpleName());
    Components.of(options).forEach((name, value) -> put(result, name, value));
    return Collections.unmodifiableMap(result);
  }

  private static Map<String, Object> ofMap(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> put(result, String.valueOf(key), value));
    return Collections.unmodifiableMap(result);
  }

  /** What is absent is left out. */
  private static void put(Map<String, Object> map, String key, Object value) {
    Object plain = of(value);
    if (plain != null) {
      map.put(key, plain);
    }
  }

  private static List<Object> ofItems(Iterable<?> items) {
    List<Object> result = new ArrayList<>();
    items.forEach(item -> result.add(of(item)));
    return Collections.unmodifiableList(result);
  }

  private static List<Object> ofArray(Object array) {
    List<Object> result = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      result.add(of(Array.get(array, i)));
    }
    return Collections.unmodifiableList(result);
  }

  private static Object ofNumber(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.longValue();
    }
    // By way of the text, so that the float 0.1 stays 0.1.
    double value = Double.parseDouble(number.toString());
    return Double.isFinite(value) ? (Object) value : number.toString();
  }

  private static String ofOther(Object value) {
    String text = value.toString();
    // The default text ends with an address that no other run could repeat.
    String unnamed = value.getClass().getName() + "@";
    return text.startsWith(unnamed) ? value.getClass().getSimpleName() : text;
  }
}
