/** Clusters of Apache Spark; compiled by {@code -Pspark} only. */
package org.lzn.cluster.spark;
