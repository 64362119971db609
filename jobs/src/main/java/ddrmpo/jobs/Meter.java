package ddrmpo.jobs;

import ddrmpo.runs.Progress;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts the units of work that running tasks have done. Tasks add to an accumulator, executors
 * send its value with their heartbeats, and a listener on the driver hears it.
 */
final class Meter extends SparkListener implements AutoCloseable {
  private final SparkContext spark;
  private final LongAccumulator units;
  private final Map<Long, Long> running = new ConcurrentHashMap<>(); // by task
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  Meter(SparkContext spark, String unit) {
    this.spark = spark;
    units = spark.longAccumulator(unit);
    spark.addSparkListener(this);
  }

  /** The end of the meter that a task holds. */
  Pen pen() {
    return new Pen(units);
  }

  /** Units done, by ended and running tasks. */
  long done() {
    return units.value() + running.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        CollectionConverters.asJava(update.accumUpdates())) {
      long id = (Long) task._1();
      for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
        if (info.id() == units.id() && info.update().isDefined() && !ended.contains(id)) {
          running.put(id, (Long) info.update().get());
        }
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    ended.add(task.taskInfo().taskId());
    running.remove(task.taskInfo().taskId());
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }

  /** Travels to the executors. */
  record Pen(LongAccumulator units) implements Serializable {

    /** The progress of one task that stands for so many units; called in the task's thread. */
    Progress progress(long all) {
      TaskContext task = TaskContext.get();
      return new Progress() {
        private long written;

        @Override
        public void steps(long done, long of) {
          long share = Math.round((double) all * done / of);
          units.add(share - written);
          written = share;
        }

        @Override
        public boolean cancelled() {
          return task.isInterrupted();
        }
      };
    }
  }
}
