package org.lzn.file;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records as JSON objects, read through their constructor, which checks them. Gson itself knows
 * records since 2.10; in the kernel IJava the kit meets Gson 2.8.5.
 */
final class RecordAdapter<T> extends TypeAdapter<T> {
  /** Makes the adapter of every record. */
  static final TypeAdapterFactory FACTORY =
      new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // isRecord says that the raw type is T itself
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
          Class<T> raw = (Class<T>) type.getRawType();
          return raw.isRecord() ? new RecordAdapter<>(gson, raw).nullSafe() : null;
        }
      };

  /** A component, its place among the constructor's parameters, and what reads and writes it. */
  private record Part(int place, RecordComponent component, TypeAdapter<Object> adapter) {}

  private final Class<T> type;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private RecordAdapter(Gson gson, Class<T> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      Part part = new Part(parts.size(), component, adapter(gson, component));
      parts.put(name(type, component), part);
    }
  }

  private static String name(Class<?> type, RecordComponent component) {
    try {
      return FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES.translateName(
          type.getDeclaredField(component.getName()));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every component has its field", e);
    }
  }

  @SuppressWarnings("unchecked") // the component's values are of the component's type
  private static TypeAdapter<Object> adapter(Gson gson, RecordComponent component) {
    return (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(component.getGenericType()));
  }

  @Override
  public void write(JsonWriter out, T value) throws IOException {
    out.beginObject();
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      out.name(part.getKey());
      part.getValue().adapter.write(out, Components.value(value, part.getValue().component));
    }
    out.endObject();
  }

  @Override
  public T read(JsonReader in) throws IOException {
    String path = in.getPath();
    Object[] values = parts.values().stream().map(RecordAdapter::absent).toArray();
    in.beginObject();
    while (in.hasNext()) {
      Part part = parts.get(in.nextName());
      if (part == null) {
        in.skipValue();
        continue;
      }
      Object value = part.adapter.read(in);
      values[part.place] = value == null ? absent(part) : value;
    }
    in.endObject();
    try {
      return Components.make(type, values);
    } catch (IllegalArgumentException e) {
      // Without the cause: the reader of a file is told the innermost message.
      throw new JsonParseException(e.getMessage() + " at path " + path);
    }
  }

  /** What stands for a component that is not told: null, 0 or false. */
  private static Object absent(Part part) {
    return Array.get(Array.newInstance(part.component.getType(), 1), 0);
  }
}
