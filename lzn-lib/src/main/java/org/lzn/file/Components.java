package org.lzn.file;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of any record: all that is done with records without knowing their types. */
public final class Components {
  private Components() {}

  /** Returns the values of a record's components by their names, in their order. */
  public static Map<String, Object> of(Record options) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      values.put(component.getName(), value(options, component));
    }
    return values;
  }

  /** Returns the value of one component. */
  static Object value(Object options, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** Returns the declared type of a component, as Java writes it. */
  public static String type(Record options, String name) {
    return Arrays.stream(options.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .map(component -> component.getGenericType().getTypeName())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns a record of the same type with other values, all of them in their order.
   *
   * @throws IllegalArgumentException if its constructor refuses them
   */
  public static Record with(Record options, Map<String, Object> values) {
    return make(options.getClass(), values.values().toArray());
  }

  /**
   * Makes a record of the values of all its components.
   *
   * @throws IllegalArgumentException if its constructor refuses them
   */
  static <T> T make(Class<T> type, Object... values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }
}
