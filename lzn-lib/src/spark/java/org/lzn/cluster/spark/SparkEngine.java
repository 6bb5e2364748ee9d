package org.lzn.cluster.spark;

import com.google.auto.service.AutoService;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.ClusterEngine;

/** Opens clusters by the addresses that Spark has: local[2], spark://host:7077, yarn, k8s://... */
@AutoService(ClusterEngine.class)
public final class SparkEngine implements ClusterEngine {
  @Override
  public boolean knows(String address) {
    return address.matches("local(\\[.+])?|spark://.+|k8s://.+|yarn");
  }

  @Override
  public Cluster open(String address) {
    return SparkCluster.open(address);
  }
}
