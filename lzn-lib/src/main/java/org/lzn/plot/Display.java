package org.lzn.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tech.tablesaw.api.Table;

/**
 * Shows figures, tables and any other object: in a notebook as the kernel does at a cell's end,
 * elsewhere as text on the standard output. It never fails for want of a kernel.
 */
public final class Display {
  static final String HTML = "text/html";
  static final String TEXT = "text/plain";

  private static Optional<Kernel> connected = Optional.empty();
  private static boolean complained;

  private Display() {}

  /** Shows an object now, for example from inside a loop. */
  public static void show(Object object) {
    Optional<Kernel> kernel = connect();
    if (kernel.isEmpty() || object == null) {
      System.out.println(object);
      return;
    }
    try {
      kernel.get().displayAny(object);
    } catch (ReflectiveOperationException e) {
      complain(e);
      System.out.println(object);
    }
  }

  /** Returns whether a Java kernel runs this code. */
  public static boolean inNotebook() {
    return connect().isPresent();
  }

  /** Shows forms and text under a new id, which is returned; nothing without a kernel. */
  static Optional<String> showReplaceable(Map<String, Object> forms, String text) {
    String id = UUID.randomUUID().toString();
    return connect().isPresent() && attempt(k -> k.display(id, withText(forms, text)))
        ? Optional.of(id)
        : Optional.empty();
  }

  /** Replaces what {@link #showReplaceable} showed. */
  static boolean replace(String id, Map<String, Object> forms, String text) {
    return attempt(k -> k.update(id, withText(forms, text)));
  }

  /** Finds the kernel and, once, tells it how to show figures and tables. */
  static synchronized Optional<Kernel> connect() {
    Optional<Kernel> running = Kernel.running();
    boolean known =
        running.isPresent() && connected.isPresent() && running.get().same(connected.get());
    connected = running;
    if (running.isPresent() && !known) {
      attempt(
          k -> {
            List<String> forms = List.of(Figure.PLOTLY, Figure.PNG, HTML, TEXT);
            k.register(Displayable.class, forms, d -> withText(d.forms(), d.toString()));
            k.register(Table.class, List.of(HTML, TEXT), Display::table);
          });
    }
    return running;
  }

  private static Map<String, Object> table(Table table) {
    TableView view = TableView.of(table);
    return withText(view.forms(), view.toString());
  }

  private static Map<String, Object> withText(Map<String, Object> forms, String text) {
    Map<String, Object> all = new LinkedHashMap<>(forms);
    all.put(TEXT, text);
    return all;
  }

  @FunctionalInterface
  private interface Action {
    void on(Kernel kernel) throws ReflectiveOperationException;
  }

  private static boolean attempt(Action action) {
    try {
      action.on(connected.orElseThrow());
      return true;
    } catch (ReflectiveOperationException e) {
      complain(e);
      return false;
    }
  }

  private static synchronized void complain(ReflectiveOperationException e) {
    if (!complained) {
      complained = true;
      System.err.println("Figures are shown as text, for the kernel failed: " + Kernel.cause(e));
    }
  }
}
