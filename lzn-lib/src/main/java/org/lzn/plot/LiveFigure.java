package org.lzn.plot;

import java.util.Optional;

/**
 * A place in a notebook whose figure is replaced as something goes on; elsewhere it stays silent.
 */
public final class LiveFigure {
  private Optional<String> place = Optional.empty();

  /** Shows a figure here for the first time, or instead of the one before. */
  public void show(Figure figure) {
    if (!Display.inNotebook()) {
      return;
    }
    if (place.isPresent()) {
      Display.replace(place.get(), figure.forms(), figure.toString());
    } else {
      place = Display.showReplaceable(figure.forms(), figure.toString());
    }
  }
}
