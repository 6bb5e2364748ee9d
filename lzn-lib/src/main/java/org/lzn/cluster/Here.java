package org.lzn.cluster;

import java.io.Serializable;

/**
 * This process.
 *
 * @param most pieces of work at once
 */
record Here(int most) implements Cluster {
  @Override
  public <R extends Serializable> R run(Work<R> work) {
    return work.done();
  }

  @Override
  public void close() {}
}
