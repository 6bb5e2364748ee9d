package org.lzn.cluster;

import java.io.Serializable;
import org.lzn.workers.Meeting;

/**
 * A piece of work that several processes do together: all that each needs is in it, in its place
 * among them, or in files that every machine finds under the same path.
 *
 * @param <R> what comes of it
 */
public interface SharedWork<R extends Serializable> extends Serializable {
  /**
   * Does one process's part. Done twice, as after a machine was lost, it must come to the same.
   *
   * @param place where the processes meet, and which of them this one is
   */
  R done(Meeting place);
}
