package org.lzn.cluster;

/** What a cluster could not do, in one line for its user. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what, and why. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
