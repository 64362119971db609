package ddrmpo.tables;

import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The driver's own way to the catalog: makes the tables that are missing, checks the others. */
final class Catalog implements AutoCloseable {
  /** The catalog's name, in Spark and in the catalog's database: both must agree. */
  static final String NAME = "ddr";

  /** The namespace, and the folder of the warehouse, that holds the tables. */
  static final String NAMESPACE = "tables";

  private static final int OPENING_ATTEMPTS = 5;
  private static final long PAUSE_MILLISECONDS = 300;

  private final Location location;
  private final JdbcCatalog catalog;

  private Catalog(Location location, JdbcCatalog catalog) {
    this.location = location;
    this.catalog = catalog;
  }

  /**
   * Opens the catalog and all tables.
   *
   * @param properties of the catalog, without Spark's prefix
   */
  static Catalog open(Location location, Map<String, String> properties, Configuration hadoop) {
    // Two processes that open a new warehouse at once may both make the same database table.
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(location, properties, hadoop);
      } catch (UncheckedSQLException e) {
        if (attempt == OPENING_ATTEMPTS) {
          throw UserError.data(
              "Cannot use the catalog of warehouse %s (%s): check its database, or its file if it is"
                  + " a local one.",
              location, e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        }
        pause();
      }
    }
  }

  private static Catalog attempt(
      Location location, Map<String, String> properties, Configuration hadoop) {
    JdbcCatalog jdbc =
        (JdbcCatalog)
            CatalogUtil.loadCatalog(JdbcCatalog.class.getName(), NAME, properties, hadoop);
    Catalog catalog = new Catalog(location, jdbc);
    try {
      catalog.makeNamespace();
      Arrays.stream(Table.values()).forEach(catalog::makeOrCheck);
      return catalog;
    } catch (RuntimeException e) {
      catalog.close();
      throw e;
    }
  }

  /** The table as it stands now. */
  org.apache.iceberg.Table load(Table table) {
    return catalog.loadTable(identifier(table));
  }

  @Override
  public void close() {
    catalog.close();
  }

  private void makeNamespace() {
    Namespace namespace = Namespace.of(NAMESPACE);
    if (!catalog.namespaceExists(namespace)) {
      try {
        catalog.createNamespace(namespace, Map.of());
      } catch (AlreadyExistsException e) {
        // another process made it in the meantime, which is as good
      }
    }
  }

  private void makeOrCheck(Table table) {
    TableIdentifier identifier = identifier(table);
    try {
      if (!catalog.tableExists(identifier)) {
        make(table, identifier);
      }
      check(table, catalog.loadTable(identifier));
    } catch (NotFoundException e) {
      throw UserError.data(
          "Cannot read table %s of warehouse %s: files are missing (%s). Bring them back, or choose"
              + " another warehouse.",
          table.text(), location, e.getMessage());
    }
  }

  private void make(Table table, TableIdentifier identifier) {
    Schema schema = SparkSchemaUtil.convert(Rows.schema(table.row()));
    try {
      catalog
          .buildTable(identifier, schema)
          .withPartitionSpec(partitions(table, schema))
          .withLocation(location.below(NAMESPACE + "/" + table.text()))
          .withProperties(properties(table))
          .create();
    } catch (AlreadyExistsException e) {
      // another process made it in the meantime, which is as good
    }
  }

  private void check(Table table, org.apache.iceberg.Table stored) {
    Location place = Location.of(stored.location());
    if (!place.equals(Location.of(location.below(NAMESPACE + "/" + table.text())))) {
      throw UserError.data(
          "Warehouse %s was made elsewhere: its table %s lies in %s. Move it back there, or copy its"
              + " exported Parquet files instead.",
          location, table.text(), place);
    }
    StructType expected = Rows.schema(table.row());
    StructType found = SparkSchemaUtil.convert(stored.schema());
    String remedy = "Choose another warehouse, or drop the table there and compute it again.";
    for (StructField field : expected.fields()) {
      String type = field.dataType().simpleString();
      if (!Arrays.asList(found.fieldNames()).contains(field.name())) {
        throw UserError.data(
            "Table %s of warehouse %s has no column %s of type %s. %s",
            table.text(), location, field.name(), type, remedy);
      }
      String foundType = found.apply(field.name()).dataType().simpleString();
      if (!foundType.equals(type)) {
        throw UserError.data(
            "Column %s of table %s of warehouse %s has type %s instead of %s. %s",
            field.name(), table.text(), location, foundType, type, remedy);
      }
    }
    for (String name : found.fieldNames()) {
      if (!Arrays.asList(expected.fieldNames()).contains(name)) {
        throw UserError.data(
            "Table %s of warehouse %s has an unknown column %s. %s",
            table.text(), location, name, remedy);
      }
    }
  }

  private static PartitionSpec partitions(Table table, Schema schema) {
    return table == Table.TRANSITIONS
        ? PartitionSpec.builderFor(schema).identity(table.cellColumn()).build()
        : PartitionSpec.unpartitioned();
  }

  private static Map<String, String> properties(Table table) {
    return Map.ofEntries(
        Map.entry(TableProperties.FORMAT_VERSION, "2"),
        Map.entry(TableProperties.PARQUET_COMPRESSION, "zstd"),
        Map.entry(TableProperties.PARQUET_COMPRESSION_LEVEL, "1"),
        // Enough for names; measured numbers do not repeat and should fall back to plain at once.
        Map.entry(TableProperties.PARQUET_DICT_SIZE_BYTES, "16384"),
        // Every file knows the cells in it exactly, so a cell's files are found without a scan.
        Map.entry(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + table.cellColumn(), "full"),
        // A task writes rows of one cell: no shuffle, no sort.
        Map.entry(TableProperties.WRITE_DISTRIBUTION_MODE, "none"),
        Map.entry(TableProperties.SPARK_WRITE_PARTITIONED_FANOUT_ENABLED, "true"),
        Map.entry(TableProperties.COMMIT_NUM_RETRIES, "100"),
        Map.entry(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "20"),
        Map.entry(TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "2000"),
        Map.entry(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true"),
        Map.entry(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "100"));
  }

  private static TableIdentifier identifier(Table table) {
    return TableIdentifier.of(NAMESPACE, table.text());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while opening a warehouse", e);
    }
  }
}
