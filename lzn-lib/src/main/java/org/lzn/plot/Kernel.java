package org.lzn.plot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Java kernel this code runs in, reached by reflection, so that the library needs no kernel to
 * be compiled or used. JJava and its forerunner IJava have the same methods under different names
 * of packages; the types are read off the methods' parameters.
 */
final class Kernel {
  /** A class, and its static method that returns the running kernel or null. */
  private record Door(String type, String method) {}

  private static final List<Door> DOORS =
      List.of(
          new Door("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"),
          new Door("io.github.spencerpark.ijava.IJava", "getKernelInstance"));

  private final Object kernel;

  private Kernel(Object kernel) {
    this.kernel = kernel;
  }

  /** Returns the kernel, or nothing in a plain shell or program. */
  static Optional<Kernel> running() {
    for (Door door : DOORS) {
      try {
        Object kernel = find(door.type()).getMethod(door.method()).invoke(null);
        if (kernel != null) {
          return Optional.of(new Kernel(kernel));
        }
      } catch (ReflectiveOperationException | LinkageError e) {
        // Not this kernel.
      }
    }
    return Optional.empty();
  }

  private static Class<?> find(String name) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return Class.forName(name, true, context);
    }
  }

  /** Returns whether both stand for the same kernel. */
  boolean same(Kernel other) {
    return kernel == other.kernel;
  }

  /** Makes the kernel show objects of a type in these forms, text included, at a cell's end. */
  <T> void register(Class<T> type, List<String> mimeTypes, Function<T, Map<String, Object>> forms)
      throws ReflectiveOperationException {
    Object renderer = call(kernel, "getRenderer");
    Object registration =
        renderer.getClass().getMethod("createRegistration", Class.class).invoke(renderer, type);
    Method preferring = registration.getClass().getMethod("preferring", String[].class);
    preferring.invoke(registration, (Object) mimeTypes.toArray(String[]::new));
    Method register = method(registration, "register", 1);
    Class<?> function = register.getParameterTypes()[0];
    Object proxy =
        Proxy.newProxyInstance(
            function.getClassLoader(),
            new Class<?>[] {function},
            (self, called, arguments) -> {
              if (called.getDeclaringClass() == Object.class) {
                return objectMethod(self, called, arguments);
              }
              fill(call(arguments[1], "getOutputContainer"), forms.apply(type.cast(arguments[0])));
              return null;
            });
    register.invoke(registration, proxy);
  }

  private static Object objectMethod(Object self, Method called, Object[] arguments) {
    return switch (called.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "renderer of org.lzn.plot";
    };
  }

  /** Shows something now, under an id by which {@link #update} can replace it. */
  void display(String id, Map<String, Object> forms) throws ReflectiveOperationException {
    Method display = method(kernel, "display", 1);
    Object data = data(display.getParameterTypes()[0], forms);
    method(data, "setDisplayId", 1).invoke(data, id);
    display.invoke(kernel, data);
  }

  /** Shows any object as the kernel would at a cell's end. */
  void displayAny(Object object) throws ReflectiveOperationException {
    Object renderer = call(kernel, "getRenderer");
    Object data = renderer.getClass().getMethod("render", Object.class).invoke(renderer, object);
    method(kernel, "display", 1).invoke(kernel, data);
  }

  /** Replaces what was shown under an id. */
  void update(String id, Map<String, Object> forms) throws ReflectiveOperationException {
    Object io = call(kernel, "getIO");
    Object stream = io.getClass().getField("display").get(io);
    Method update = method(stream, "updateDisplay", 2);
    update.invoke(stream, id, data(update.getParameterTypes()[1], forms));
  }

  private static Object data(Class<?> type, Map<String, Object> forms)
      throws ReflectiveOperationException {
    Object data = type.getConstructor().newInstance();
    fill(data, forms);
    return data;
  }

  private static void fill(Object data, Map<String, Object> forms)
      throws ReflectiveOperationException {
    Method put = data.getClass().getMethod("putData", String.class, Object.class);
    for (Map.Entry<String, Object> form : forms.entrySet()) {
      put.invoke(data, form.getKey(), form.getValue());
    }
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    return method(target, name, 0).invoke(target);
  }

  /** Returns a public method by name and number of parameters. */
  private static Method method(Object target, String name, int parameters)
      throws NoSuchMethodException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == parameters) {
        return method;
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + "." + name);
  }

  /** Returns what a reflective call really failed with. */
  static Throwable cause(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
  }
}
