package org.lzn.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kernel with the methods that JJava and IJava share, which keeps what it is told to show. */
public final class FakeKernel {
  public final List<Data> displayed = new ArrayList<>();
  public final List<Data> updated = new ArrayList<>();
  private final Renderer renderer = new Renderer();

  public void display(Data data) {
    displayed.add(data);
  }

  public Renderer getRenderer() {
    return renderer;
  }

  public InOut getIO() {
    return new InOut(this);
  }

  /** What is shown: forms by MIME type, and an id. */
  public static final class Data {
    public final Map<String, Object> forms = new LinkedHashMap<>();
    public String id;

    public void putData(String mimeType, Object value) {
      forms.put(mimeType, value);
    }

    public void setDisplayId(String newId) {
      id = newId;
    }
  }

  /** The kernel's input and output. */
  public static final class InOut {
    public final Stream display;

    InOut(FakeKernel kernel) {
      display = new Stream(kernel);
    }
  }

  /** The stream that replaces what was shown. */
  public static final class Stream {
    private final FakeKernel kernel;

    Stream(FakeKernel kernel) {
      this.kernel = kernel;
    }

    public void updateDisplay(String id, Data data) {
      data.setDisplayId(id);
      kernel.updated.add(data);
    }
  }

  /** Turns objects into data by the function registered for their type. */
  public static final class Renderer {
    final Map<Class<?>, RenderFunction> functions = new LinkedHashMap<>();

    public Registration createRegistration(Class<?> type) {
      return new Registration(this, type);
    }

    public Data render(Object object) {
      Data data = new Data();
      data.putData("text/plain", String.valueOf(object));
      functions.forEach(
          (type, function) -> {
            if (type.isInstance(object)) {
              function.render(object, new Context(data));
            }
          });
      return data;
    }
  }

  /** A registration under construction. */
  public static final class Registration {
    private final Renderer renderer;
    private final Class<?> type;
    private boolean preferring;

    Registration(Renderer renderer, Class<?> type) {
      this.renderer = renderer;
      this.type = type;
    }

    public Registration preferring(String... mimeTypes) {
      preferring = mimeTypes.length > 0;
      return this;
    }

    public void register(RenderFunction function) {
      if (!preferring) {
        throw new IllegalStateException("a real kernel would not call it");
      }
      renderer.functions.put(type, function);
    }
  }

  /** Writes an object's forms into a context. */
  public interface RenderFunction {
    void render(Object object, Context context);
  }

  /** Where the forms go. */
  public static final class Context {
    private final Data data;

    Context(Data data) {
      this.data = data;
    }

    public Data getOutputContainer() {
      return data;
    }
  }
}
