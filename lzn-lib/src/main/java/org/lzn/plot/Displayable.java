package org.lzn.plot;

import java.util.Map;

/** Something a notebook can show; its {@code toString()} is what a plain shell shows instead. */
public interface Displayable {
  /**
   * Returns the forms of one display by MIME type, richest first, without text/plain: strings
   * (base64 for pictures), or maps and lists for JSON.
   */
  Map<String, Object> forms();
}
