package ddrmpo.tables;

import ddrmpo.core.Artifacts;
import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables of all studies and the files beside them, in one folder or object store. Rows are
 * replaced by cell: a replacement is one snapshot, so a reader sees the old rows or the new, and a
 * process that dies leaves at most files that no snapshot names. Thread-safe; several processes may
 * open the same warehouse.
 *
 * <p>{@link #replace(Table, List)}, {@link #cells}, {@link #rows} and {@link #snapshot} work on the
 * driver alone and need no Spark task; the others run Spark jobs.
 */
public final class Warehouse implements AutoCloseable {
  private static final String CATALOG = "spark.sql.catalog." + Catalog.NAME;
  private static final String SQLITE_WAIT_MILLISECONDS = "60000";

  private final SparkSession spark;
  private final Location location;
  private final Catalog catalog;
  private final Artifacts artifacts;
  private final Map<Table, Object> locks = new EnumMap<>(Table.class);

  private Warehouse(SparkSession spark, Location location, Catalog catalog, Artifacts artifacts) {
    this.spark = spark;
    this.location = location;
    this.catalog = catalog;
    this.artifacts = artifacts;
    for (Table table : Table.values()) {
      locks.put(table, new Object());
    }
  }

  /**
   * Spark settings with which a session finds the warehouse's tables by their bare names. Further
   * properties of the catalog, such as a password, are keys that begin with {@code
   * spark.sql.catalog.ddr.jdbc.}
   *
   * @param location a folder of this machine, or a URI such as {@code s3a://bucket/warehouse}
   * @param catalogUri JDBC address of the catalog's database, such as {@code
   *     jdbc:postgresql://host/ddr}; if absent, an SQLite file in the local folder
   * @throws UserError if the location is remote and there is no catalogUri
   */
  public static Map<String, String> settings(String location, Optional<String> catalogUri) {
    Location place = Location.of(location);
    String uri =
        catalogUri
            .or(() -> place.folder().map(folder -> "jdbc:sqlite:" + folder.resolve("catalog.db")))
            .orElseThrow(
                () ->
                    UserError.usage(
                        "Warehouse %s is remote and needs a catalog: give the JDBC address of a"
                            + " PostgreSQL database.",
                        place));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "spark.sql.extensions",
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    settings.put("spark.sql.defaultCatalog", Catalog.NAME);
    settings.put(CATALOG, "org.apache.iceberg.spark.SparkCatalog");
    settings.put(CATALOG + ".type", "jdbc");
    settings.put(CATALOG + ".uri", uri);
    settings.put(CATALOG + ".jdbc.schema-version", "V1");
    if (uri.startsWith("jdbc:sqlite:")) {
      settings.put(CATALOG + ".jdbc.busy_timeout", SQLITE_WAIT_MILLISECONDS);
    }
    settings.put(CATALOG + ".warehouse", place.uri());
    settings.put(CATALOG + ".io-impl", "org.apache.iceberg.hadoop.HadoopFileIO");
    settings.put(CATALOG + ".default-namespace", Catalog.NAMESPACE);
    // A cached table would hide what another thread or process has committed.
    settings.put(CATALOG + ".cache-enabled", "false");
    return settings;
  }

  /**
   * Opens the warehouse; makes the folder, the catalog and the tables that are missing. A session
   * that was built without {@link #settings} is given those of the location.
   *
   * @throws UserError if the location cannot be written to, if the session belongs to another
   *     warehouse, or if a table has not the columns of its record
   */
  public static Warehouse open(SparkSession spark, String location) {
    Location place = Location.of(location);
    Map<String, String> properties = configure(spark, place);
    Configuration hadoop = new Configuration(spark.sparkContext().hadoopConfiguration());
    Artifacts artifacts =
        place
            .folder()
            .<Artifacts>map(LocalArtifacts::new)
            .orElseGet(() -> new HadoopArtifacts(place.uri(), hadoop));
    probe(place, artifacts);
    Catalog catalog = Catalog.open(place, properties, hadoop);
    spark.sql("USE " + Catalog.NAME + "." + Catalog.NAMESPACE);
    Views.create(spark);
    return new Warehouse(spark, place, catalog, artifacts);
  }

  /** The files beside the tables. */
  public Artifacts artifacts() {
    return artifacts;
  }

  /** Ids of the cells whose rows stand in the table, sorted; reads metadata only. */
  public Set<String> cells(Table table) {
    return SmallTables.cells(table, catalog.load(table));
  }

  /**
   * Replaces all rows of the cells that occur in the rows, in one snapshot. No rows change nothing.
   *
   * @param rows of {@link Table#row()}
   */
  public void replace(Table table, List<? extends Record> rows) {
    if (rows.isEmpty()) {
      return;
    }
    // Iceberg retries a commit that another has overtaken; threads of one driver need not race.
    synchronized (locks.get(table)) {
      SmallTables.replace(table, catalog.load(table), rows);
    }
  }

  /**
   * Replaces all rows of one cell by a dataset that executors compute, in one snapshot. An empty
   * dataset removes the cell's rows.
   *
   * @param rows with the columns of {@link Rows#schema}, from the session that the warehouse was
   *     opened with; a row of another cell fails the job
   */
  public void replace(Table table, String cellId, Dataset<Row> rows) {
    Column cell = functions.col(table.cellColumn());
    Column ofThisCell =
        functions
            .when(cell.equalTo(cellId), true)
            .otherwise(
                functions.raise_error(
                    functions.concat(
                        functions.lit("Cannot store a row of another cell as " + cellId + ": "),
                        functions.coalesce(cell, functions.lit("null")))));
    try {
      rows.filter(ofThisCell).writeTo(name(table)).overwrite(cell.equalTo(cellId));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("Cannot find table " + table.text(), e);
    }
  }

  /**
   * The table's rows that meet a condition, in no particular order.
   *
   * @param type the table's record
   * @param condition in SQL, such as {@code "task = 'cartpole-balance' AND seed < 3"}, or empty for
   *     all rows; comparisons of columns with constants need no Spark task
   */
  public <R extends Record> List<R> rows(Table table, Class<R> type, String condition) {
    if (!table.row().equals(type)) {
      throw new IllegalArgumentException(
          "Cannot read rows of " + table.text() + " as " + type.getSimpleName());
    }
    Optional<Expression> expression =
        condition.isBlank() ? Optional.of(Expressions.alwaysTrue()) : expression(table, condition);
    return expression
        .map(filter -> SmallTables.rows(catalog.load(table), type, filter))
        .orElseGet(
            () ->
                read(table).filter(condition).collectAsList().stream()
                    .map(row -> Rows.record(row, type))
                    .toList());
  }

  /** The table as it stands now. */
  public Dataset<Row> read(Table table) {
    return spark.table(name(table));
  }

  /** Id of the table's current snapshot; empty if nothing was ever stored. */
  public String snapshot(Table table) {
    Snapshot snapshot = catalog.load(table).currentSnapshot();
    return snapshot == null ? "" : Long.toString(snapshot.snapshotId());
  }

  /** Runs one SQL statement; tables and {@link #views} go by their bare names. */
  public Dataset<Row> sql(String statement) {
    return spark.sql(statement);
  }

  /** Names of the temporary SQL views over the tables. */
  public static List<String> views() {
    return Views.names();
  }

  /**
   * Copies every table as plain Parquet files into a sub-folder of its name, replacing an older
   * copy. Each copy is written aside and then renamed, which is one step on file systems but not on
   * object stores. One export into a folder at a time.
   *
   * @param folder of this machine, or a URI
   */
  public void export(String folder) {
    Export.run(this, Location.of(folder), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Adds the rows of an {@link #export} for cells that the warehouse does not have; the cells that
   * it has stay as they are. All tables are checked before the first is written; a table that the
   * folder lacks is left out, and datasets without their transitions are. Files beside the tables
   * (policies, models, checkpoints) are no part of an export, so imported runs can be reported and
   * asked, not evaluated anew.
   *
   * @param folder of this machine, or a URI
   * @throws UserError if the folder has no table, or one lacks a column or has one of another type
   */
  public List<Imported> importFrom(String folder) {
    return Import.run(this, spark, Location.of(folder), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * What an import did to a table.
   *
   * @param table the table
   * @param added cells that were taken
   * @param standing cells that stood in the warehouse already and were left
   */
  public record Imported(Table table, int added, int standing) {}

  /** Closes the connections to the catalog; the session lives on. */
  @Override
  public void close() {
    catalog.close();
  }

  /** Where the warehouse stands. */
  @Override
  public String toString() {
    return location.toString();
  }

  private Optional<Expression> expression(Table table, String condition) {
    try {
      return Optional.of(
          SparkExpressionConverter.convertToIcebergExpression(
              SparkExpressionConverter.collectResolvedSparkExpression(
                  (org.apache.spark.sql.classic.SparkSession) spark, name(table), condition)));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.empty(); // beyond Iceberg: Spark evaluates it
    } catch (AnalysisException e) {
      throw UserError.usage(
          "Cannot use the condition \"%s\" on table %s: %s",
          condition, table.text(), e.getMessage());
    }
  }

  private static Map<String, String> configure(SparkSession spark, Location place) {
    Optional<String> other =
        Optional.ofNullable(spark.conf().get(CATALOG + ".warehouse", null))
            .filter(text -> !Location.of(text).equals(place));
    if (other.isPresent()) {
      throw UserError.usage(
          "The Spark session belongs to warehouse %s: it cannot open %s. Set %s.warehouse to match.",
          Location.of(other.get()), place, CATALOG);
    }
    if (spark.conf().get(CATALOG, null) == null) {
      settings(place.uri(), Optional.ofNullable(spark.conf().get(CATALOG + ".uri", null)))
          .forEach(
              (key, value) -> {
                if (spark.conf().isModifiable(key) || key.startsWith(CATALOG)) {
                  spark.conf().set(key, value);
                }
              });
    }
    Map<String, String> properties = new LinkedHashMap<>();
    CollectionConverters.asJava(spark.conf().getAll())
        .forEach(
            (key, value) -> {
              if (key.startsWith(CATALOG + ".")) {
                properties.put(key.substring(CATALOG.length() + 1), value);
              }
            });
    properties.remove("type"); // Spark's word for the catalog's class
    return properties;
  }

  private static void probe(Location place, Artifacts artifacts) {
    String file = ".writable-" + UUID.randomUUID();
    try {
      if (place.folder().isPresent()) {
        Files.createDirectories(place.folder().get());
      }
      artifacts.write(file, "probe".getBytes(StandardCharsets.UTF_8));
      artifacts.delete(file);
    } catch (IOException e) {
      throw UserError.data(
          "Cannot write to warehouse %s (%s): make it writable or choose another location.",
          place, e);
    }
  }

  private static String name(Table table) {
    return Catalog.NAME + "." + Catalog.NAMESPACE + "." + table.text();
  }
}
