package org.lzn.file;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps of plain values, as {@link PlainOptions} makes them. Gson alone would read every number as a
 * double; here one without point or exponent is a long again.
 */
final class PlainAdapter extends TypeAdapter<Map<String, Object>> {
  /** Makes the adapter of maps from texts to objects. */
  static final TypeAdapterFactory FACTORY =
      new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // the type is compared
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
          return MAP.equals(type) ? (TypeAdapter<T>) new PlainAdapter(gson).nullSafe() : null;
        }
      };

  private static final TypeToken<Map<String, Object>> MAP = new TypeToken<>() {};

  private final TypeAdapter<Object> objects;
  private final TypeAdapter<JsonElement> trees;

  private PlainAdapter(Gson gson) {
    objects = gson.getAdapter(Object.class);
    trees = gson.getAdapter(JsonElement.class);
  }

  @Override
  public void write(JsonWriter out, Map<String, Object> map) throws IOException {
    out.beginObject();
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      objects.write(out.name(entry.getKey()), entry.getValue());
    }
    out.endObject();
  }

  @Override
  public Map<String, Object> read(JsonReader in) throws IOException {
    in.beginObject();
    Map<String, Object> map = new LinkedHashMap<>();
    while (in.hasNext()) {
      map.put(in.nextName(), plain(trees.read(in)));
    }
    in.endObject();
    return map;
  }

  private static Object plain(JsonElement element) {
    if (element.isJsonObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      element.getAsJsonObject().entrySet().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
      return map;
    } else if (element.isJsonArray()) {
      List<Object> items = new ArrayList<>();
      element.getAsJsonArray().forEach(item -> items.add(plain(item)));
      return items;
    }
    return element.isJsonNull() ? null : plain(element.getAsJsonPrimitive());
  }

  private static Object plain(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    } else if (value.isString()) {
      return value.getAsString();
    }
    try {
      return Long.valueOf(value.getAsString());
    } catch (NumberFormatException e) {
      return value.getAsDouble();
    }
  }
}
