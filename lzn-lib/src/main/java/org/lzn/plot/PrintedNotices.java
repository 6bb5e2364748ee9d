package org.lzn.plot;

import com.google.auto.service.AutoService;
import org.lzn.tensor.Notices;

/** Prints what the library says, in a notebook below its cell. */
@AutoService(Notices.class)
public final class PrintedNotices implements Notices {
  @Override
  public void show(String line) {
    System.out.println(line);
  }
}
