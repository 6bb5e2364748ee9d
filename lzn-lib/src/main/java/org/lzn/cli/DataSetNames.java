package org.lzn.cli;

import java.util.Iterator;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;

/** The names of all data sets, for the help and for completion. */
final class DataSetNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return DataSetRegistry.all().stream().map(DataSet::id).iterator();
  }
}
