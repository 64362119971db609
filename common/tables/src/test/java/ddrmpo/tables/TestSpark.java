package ddrmpo.tables;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark context of the test JVM. */
final class TestSpark {
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .appName("tables")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .config(
              "spark.sql.extensions",
              "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
          .getOrCreate();

  private TestSpark() {}

  /** A session that belongs to no warehouse yet. */
  static SparkSession session() {
    return SPARK.newSession();
  }

  static Warehouse open(Path folder) {
    return Warehouse.open(session(), folder.toString());
  }
}
