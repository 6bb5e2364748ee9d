package org.lzn.cluster.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.lzn.cluster.SharedWork;
import org.lzn.workers.Meeting;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** Tasks of Spark that start together and, where one is lost, again together. */
final class Barrier {
  private Barrier() {}

  /** Spark's function from Scala, which is sent to the executors. */
  private interface Part<R> extends Function1<Iterator<Integer>, Iterator<R>>, Serializable {}

  /**
   * Returns what the first process's part comes to. It is gathered by a stage of its own: only
   * stages that another one reads are begun again.
   */
  static <R extends Serializable> JavaRDD<R> of(
      JavaSparkContext context, int size, SharedWork<R> work) {
    List<Integer> ranks = IntStream.range(0, size).boxed().toList();
    Part<R> part = one -> CollectionConverters.asScala(ofFirst(work).iterator());
    return context
        .parallelize(ranks, size)
        .rdd()
        .barrier()
        .<R>mapPartitions(part, false, ClassTag$.MODULE$.apply(Serializable.class))
        .toJavaRDD()
        .coalesce(1, true);
  }

  private static <R extends Serializable> List<R> ofFirst(SharedWork<R> work) {
    Meeting place = place();
    R result = work.done(place);
    return place.rank() == 0 ? List.of(result) : List.of();
  }

  /** The first finds a port on its machine and tells the others. */
  private static Meeting place() {
    BarrierTaskContext tasks = BarrierTaskContext.get();
    int rank = tasks.partitionId();
    String host = tasks.getTaskInfos()[0].address().replaceFirst(":\\d+$", "");
    String port = tasks.allGather(rank == 0 ? String.valueOf(Meeting.freePort()) : "")[0];
    return new Meeting(host, Integer.parseInt(port), rank, tasks.getTaskInfos().length);
  }
}
