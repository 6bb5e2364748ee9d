package org.lzn.cluster.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.ClusterException;
import org.lzn.cluster.SharedWork;
import org.lzn.cluster.Work;
import org.lzn.data.Datasets;
import org.lzn.tensor.Require;

/**
 * A cluster of Apache Spark. Each piece of work is a job of one task, so that Spark does it again
 * where an executor was lost, four times at most, and one that fails takes no other along.
 *
 * <p>An executor has one processor, so that it does one piece of work at a time, in a process of
 * its own. It loads the kit from the class path of this process, which must be there on every
 * machine, in a shared folder for example. All that is set here gives way to Spark's own settings,
 * system properties {@code spark.*}.
 */
final class SparkCluster implements Cluster {
  private static final int MOST = 256; // jobs in hand; more wait for these
  private static final int LOOK_SECONDS = 5;
  private static final String JAVA_OPTIONS =
      "-Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

  /** How Spark calls it that a barrier's tasks cannot all be there at once. */
  private static final String TOO_FEW = "SPARK-24819";

  private final JavaSparkContext context;

  private SparkCluster(JavaSparkContext context) {
    this.context = context;
  }

  static Cluster open(String address) {
    sayOnlyErrors();
    StandaloneMaster.requireOneAt(address);
    SparkConf conf = new SparkConf().setMaster(address).setAppName("lzn");
    settings().forEach(conf::setIfMissing);
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().matches("(LZN|OMP|GOMP|MALLOC)_.*")) {
        conf.setIfMissing("spark.executorEnv." + variable.getKey(), variable.getValue());
      }
    }
    try {
      return new SparkCluster(new JavaSparkContext(conf));
    } catch (Exception e) { // Scala's compiler lets checked ones through
      throw new ClusterException(
          "cannot open the Spark cluster at " + address + ": " + e.getMessage(), e);
    }
  }

  /** Unless somebody has asked for more; Spark warns of much that is as it should be. */
  private static void sayOnlyErrors() {
    for (String whose : List.of("org.apache.spark", "org.apache.hadoop", "io.netty")) {
      String level = "org.slf4j.simpleLogger.log." + whose;
      System.setProperty(level, System.getProperty(level, "error"));
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "spark.executor.cores", "1",
        "spark.executor.memory", "2g",
        "spark.executor.extraClassPath", System.getProperty("java.class.path"),
        "spark.executor.extraJavaOptions", JAVA_OPTIONS,
        "spark.executorEnv.LZN_HOME", Datasets.home().toString(), // its path may have spaces
        "spark.executorEnv.OMP_NUM_THREADS", "1",
        "spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "5s",
        "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "12",
        "spark.ui.enabled", "false",
        "spark.ui.showConsoleProgress", "false");
  }

  @Override
  public <R extends Serializable> R run(Work<R> work) {
    return first(context.parallelize(List.of(work), 1).map(SparkCluster::inTurn).collectAsync());
  }

  @Override
  public <R extends Serializable> R together(int size, SharedWork<R> work) {
    Require.that(
        !context.isLocal(),
        "work is shared by %d processes, and those of %s are threads of one: name a cluster, or"
            + " leave it out to start them on this machine",
        size,
        context.master());
    try {
      return first(Barrier.of(context, size, work).collectAsync());
    } catch (ClusterException e) {
      throw e.getMessage().contains(TOO_FEW)
          ? new ClusterException("the cluster has no " + size + " executors for as many workers", e)
          : e;
    }
  }

  private <R> R first(JavaFutureAction<List<R>> job) {
    while (true) {
      try {
        return job.get(LOOK_SECONDS, TimeUnit.SECONDS).get(0);
      } catch (TimeoutException e) {
        requireThere();
      } catch (ExecutionException e) {
        requireThere();
        throw new ClusterException("failed on the cluster: " + reason(e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterException("was interrupted", e);
      }
    }
  }

  /** A job that was not yet begun when the cluster went away would never end. */
  private void requireThere() {
    if (context.sc().isStopped()) {
      throw new ClusterException(
          "was not done: the cluster is gone, or could start no executor; its log says why", null);
    }
  }

  /**
   * Of a process: the engine records one gradient at a time, for which local[2] has two threads.
   */
  private static <R extends Serializable> R inTurn(Work<R> work) {
    synchronized (SparkCluster.class) {
      return work.done();
    }
  }

  /** Returns the line of the error itself: Spark's messages are the trace of the last try. */
  private static String reason(Throwable error) {
    String message = String.valueOf(error.getMessage());
    String line =
        message
            .lines()
            .limit(2)
            .filter(l -> !l.startsWith("\tat") && !l.startsWith("Driver stacktrace"))
            .reduce("", (first, second) -> second);
    return line.replaceFirst(".*\\(\\S+ executor \\S+\\): ", "");
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public void close() {
    context.close();
  }
}
