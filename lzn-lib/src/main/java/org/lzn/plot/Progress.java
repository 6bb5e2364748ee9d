package org.lzn.plot;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lzn.tensor.Require;

/**
 * How far a long run is: a bar that redraws itself in a notebook, a line of text now and then
 * elsewhere.
 *
 * <pre>
 * try (Progress progress = Progress.of("training", 1000).counting("images", 128)) {
 *   ...
 *   progress.update(step, "loss 0.301");
 * }
 * </pre>
 */
public final class Progress implements AutoCloseable {
  private static final double REDRAW_SECONDS = 0.25;
  private static final double LINE_SECONDS = 5;

  private final String task;
  private final long total;
  private final LongSupplier nanoTime;
  private final Consumer<String> printer;
  private final long start;
  private Optional<String> display = Optional.empty();
  private boolean drawn;
  private double drawnAt;
  private long first;
  private long done;
  private String note = "";
  private String unit = "steps";
  private double unitsPerStep = 1;
  private boolean closed;
  private double patience;

  Progress(String task, long total, LongSupplier nanoTime, Consumer<String> printer) {
    Require.that(total > 0, "the number of steps must be 1 or more, got %s", total);
    this.task = task;
    this.total = total;
    this.nanoTime = nanoTime;
    this.printer = printer;
    this.start = nanoTime.getAsLong();
  }

  /** Starts the clock of a task of {@code total} steps. */
  public static Progress of(String task, long total) {
    return new Progress(task, total, System::nanoTime, System.out::println);
  }

  /** Shows the speed in other units than steps, for example 128 images in each. */
  public Progress counting(String units, double perStep) {
    Require.that(perStep > 0, "units in each step must be above 0, got %s", perStep);
    unit = units;
    unitsPerStep = perStep;
    return this;
  }

  /** Says that steps before {@code step} were done in an earlier run, whose time does not count. */
  public Progress startingAt(long step) {
    Require.that(step >= 0 && step <= total, "the start must be 0 to %s, got %s", total, step);
    first = step;
    done = step;
    return this;
  }

  /** Shows nothing in the first so many seconds, and of a shorter task nothing at all. */
  public Progress after(double seconds) {
    patience = seconds;
    return this;
  }

  /** Says that {@code step} steps are done. */
  public void update(long step) {
    update(step, "");
  }

  /** Says that {@code step} steps are done, with a remark such as the loss. */
  public synchronized void update(long step, String remark) {
    Require.that(!closed, "'%s' was closed: start another Progress", task);
    Require.that(
        step >= first && step <= total, "step must be %s to %s, got %s", first, total, step);
    done = step;
    note = remark;
    double wait = Display.inNotebook() ? REDRAW_SECONDS : LINE_SECONDS;
    if (!drawn || elapsed() - drawnAt >= wait) {
      draw();
    }
  }

  /** Shows how far the task came and how long it took; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      draw();
    }
  }

  private void draw() {
    if (elapsed() < patience) {
      return;
    }
    drawn = true;
    drawnAt = elapsed();
    Map<String, Object> forms = Map.of(Display.HTML, html());
    if (display.isPresent()) {
      Display.replace(display.get(), forms, toString());
      return;
    }
    display = Display.showReplaceable(forms, toString());
    if (display.isEmpty()) {
      printer.accept(toString());
    }
  }

  private double elapsed() {
    return (nanoTime.getAsLong() - start) * 1e-9;
  }

  @Override
  public String toString() {
    double seconds = elapsed();
    long steps = done - first;
    StringBuilder line = new StringBuilder(task).append(": ");
    line.append(String.format(Locale.ROOT, "%,d of %,d", done, total));
    line.append(String.format(Locale.ROOT, " (%d %%), ", done * 100 / total));
    line.append(duration(seconds));
    if (closed && done < total) {
      line.append(", stopped");
    } else if (!closed && steps > 0) {
      line.append(", ").append(duration(seconds * (total - done) / steps)).append(" left");
    }
    if (steps > 0 && seconds > 0) {
      line.append(", ").append(speed(steps * unitsPerStep / seconds));
    }
    return line.append(note.isEmpty() ? "" : ", " + note).toString();
  }

  private String speed(double perSecond) {
    String number = perSecond >= 100 ? "%,.0f %s/s" : perSecond >= 1 ? "%.1f %s/s" : "%.3f %s/s";
    return String.format(Locale.ROOT, number, perSecond, unit);
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  private String html() {
    String bar =
        String.format(
            Locale.ROOT,
            "<div style=\"width:320px;height:8px;background:#dddddd;border-radius:4px\">"
                + "<div style=\"width:%.1f%%;height:8px;background:%s;border-radius:4px\"></div>"
                + "</div>",
            100.0 * done / total,
            Palette.css(Palette.of(closed && done < total ? 1 : 0)));
    return bar + "<div>" + TableView.escaped(toString()) + "</div>";
  }
}
