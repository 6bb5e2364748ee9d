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
  public <R extends Serializable> R together(int size, SharedWork<R> work) {
    throw new IllegalArgumentException(
        "work is shared by " + size + " processes, and this cluster is one process");
  }

  @Override
  public void close() {}
}
