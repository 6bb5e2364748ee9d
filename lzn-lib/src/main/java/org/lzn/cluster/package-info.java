/**
 * Work in pieces that need nothing of each other, done on this machine or on a cluster by an engine
 * that exists, such as Apache Spark.
 */
package org.lzn.cluster;
