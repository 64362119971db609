package ddrmpo.jobs;

import ddrmpo.tables.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Spark and a warehouse, open. Under spark-submit the master and everything else that is set stays
 * as it is; otherwise Spark is embedded in this JVM.
 */
final class Session implements AutoCloseable {
  /** Bound on the cells that wait for a slot of a cluster at the same time. */
  private static final int MOST_AT_ONCE = 512;

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Console console;
  private final int slots;
  private final List<Failure> failures = new ArrayList<>();

  private Session(SparkSession spark, Warehouse warehouse, Console console, int slots) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.console = console;
    this.slots = slots;
  }

  /** A cell that could not be computed, and why. */
  record Failure(String label, String reason) {}

  /** Starts Spark and opens the warehouse, which is made if it is not there. */
  static Session open(WarehouseOptions options, String application) {
    int cores = options.slots().orElse(Runtime.getRuntime().availableProcessors());
    options.requireWritable();
    SparkConf conf = new SparkConf();
    boolean embedded = !conf.contains("spark.master");
    Warehouse.settings(options.location(), options.catalog()).forEach(conf::setIfMissing);
    common().forEach(conf::setIfMissing);
    conf.setIfMissing("spark.app.name", application);
    if (embedded) {
      embedded(cores).forEach(conf::setIfMissing);
    }
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    int slots = embedded ? cores : options.slots().orElse(MOST_AT_ONCE);
    try {
      Warehouse warehouse = Warehouse.open(spark, options.location());
      return new Session(spark, warehouse, new Console(options.quiet()), slots);
    } catch (RuntimeException e) {
      spark.stop();
      throw e;
    }
  }

  private static Map<String, String> common() {
    return Map.of(
        // Progress comes with the heartbeats.
        "spark.executor.heartbeatInterval", "2s",
        "spark.task.reaper.enabled", "true",
        "spark.executorEnv.OMP_NUM_THREADS", "1",
        // Executors that share a host must not unpack natives into the same files.
        "spark.executor.extraJavaOptions",
            "-Dai.djl.offline=true"
                + " -Dorg.bytedeco.javacpp.cachedir=/tmp/ddr-natives-{{APP_ID}}-{{EXECUTOR_ID}}");
  }

  private static Map<String, String> embedded(int cores) {
    return Map.of(
        "spark.master", "local[" + cores + "]",
        "spark.driver.host", "localhost",
        "spark.driver.bindAddress", "127.0.0.1",
        "spark.ui.showConsoleProgress", "false",
        "spark.sql.shuffle.partitions", Integer.toString(cores),
        "spark.log.structuredLogging.enabled", "false");
  }

  SparkSession spark() {
    return spark;
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Console console() {
    return console;
  }

  /** How many cells are computed at once. */
  int slots() {
    return slots;
  }

  /** What failed so far. */
  List<Failure> failures() {
    return failures;
  }

  /** Prints what failed, and returns the exit code. */
  int verdict() {
    if (failures.isEmpty()) {
      return 0;
    }
    for (Failure failure : failures) {
      console.complain("failed: " + failure.label() + ": " + failure.reason());
    }
    console.complain(
        failures.size()
            + (failures.size() == 1 ? " cell" : " cells")
            + " failed; the others stand in the tables. The same command tries those without a row again.");
    return Main.CELLS_FAILED;
  }

  @Override
  public void close() {
    warehouse.close();
    spark.stop();
  }
}
