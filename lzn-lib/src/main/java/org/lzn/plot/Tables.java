package org.lzn.plot;

import tech.tablesaw.api.Table;

/** The short way to show a table. */
public final class Tables {
  private Tables() {}

  /** Shows a table now. */
  public static void show(Table table) {
    Display.show(of(table));
  }

  /** Returns a table to be shown, whose look can be chosen. */
  public static TableView of(Table table) {
    return TableView.of(table);
  }
}
