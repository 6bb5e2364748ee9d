package org.lzn.cluster;

/** What opens clusters of one kind; found by {@link java.util.ServiceLoader}. */
public interface ClusterEngine {
  /** Tells whether an address is one of this kind's. */
  boolean knows(String address);

  /** Opens the cluster there. */
  Cluster open(String address);
}
