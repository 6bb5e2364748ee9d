package org.lzn.cluster;

import java.io.Serializable;

/**
 * A piece of work that can be done anywhere: all that it needs is in it, or in files that every
 * machine finds under the same path.
 *
 * @param <R> what comes of it
 */
public interface Work<R extends Serializable> extends Serializable {
  /** Does it. Done twice, as after a machine was lost, it must come to the same. */
  R done();
}
