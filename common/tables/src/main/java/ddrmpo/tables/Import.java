package ddrmpo.tables;

import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import ddrmpo.tables.Warehouse.Imported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** Takes the rows of an {@link Export} into a warehouse, table by table. */
final class Import {
  /**
   * What vouches for others comes last: a stop midway leaves no run whose evaluation, which needs
   * the run's policies, is missing, and no dataset without its transitions.
   */
  private static final List<Table> ORDER =
      List.of(
          Table.SUMMARIES,
          Table.EVALUATIONS,
          Table.TRAINING_CURVES,
          Table.RUNS,
          Table.TRANSITION_MODELS,
          Table.TRANSITIONS,
          Table.DATASETS);

  private Import() {}

  static List<Imported> run(
      Warehouse warehouse, SparkSession spark, Location folder, Configuration hadoop) {
    Map<Table, Dataset<Row>> found = new LinkedHashMap<>();
    for (Table table : ORDER) {
      Path path = new Path(folder.below(table.text()));
      if (there(path, hadoop)) {
        found.put(table, read(spark, table, path));
      }
    }
    if (found.isEmpty()) {
      throw UserError.data(
          "There is no export in %s: name the folder that \"ddr export\" wrote, with a sub-folder for each table.",
          folder);
    }
    if (!found.containsKey(Table.TRANSITIONS)) {
      found.remove(Table.DATASETS);
    }
    List<Imported> imported = new ArrayList<>();
    found.forEach((table, rows) -> imported.add(take(warehouse, spark, table, rows)));
    return imported;
  }

  private static boolean there(Path path, Configuration hadoop) {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      return fileSystem.exists(path);
    } catch (IOException e) {
      throw UserError.data("Cannot read %s (%s): make it readable.", path, e);
    }
  }

  /** The rows with the table's columns, in order; a missing column that may be null is null. */
  private static Dataset<Row> read(SparkSession spark, Table table, Path path) {
    try {
      Dataset<Row> plain = spark.read().parquet(path.toString());
      Column[] columns =
          Arrays.stream(Rows.schema(table.row()).fields())
              .map(wanted -> column(plain, wanted, path))
              .toArray(Column[]::new);
      Dataset<Row> rows = plain.select(columns);
      requireNoGaps(table, rows, path);
      return rows;
    } catch (Exception e) { // Scala does not declare the checked ones
      if (e instanceof SparkThrowable) {
        throw UserError.data(
            "Cannot read %s as Parquet (%s): export it again.",
            path, e.getMessage().lines().findFirst().orElse(""));
      }
      throw e;
    }
  }

  private static Column column(Dataset<Row> plain, StructField wanted, Path path) {
    Optional<StructField> found =
        Arrays.stream(plain.schema().fields())
            .filter(field -> field.name().equals(wanted.name()))
            .findFirst();
    if (found.isEmpty() && wanted.nullable()) {
      return functions.lit(null).cast(wanted.dataType()).as(wanted.name());
    }
    String type = wanted.dataType().simpleString();
    String other = found.map(field -> field.dataType().simpleString()).orElse("missing");
    if (!other.equals(type)) {
      throw UserError.data(
          "Cannot import %s: its column %s is %s, not %s; export it again with this version.",
          path, wanted.name(), other, type);
    }
    return plain.col(wanted.name());
  }

  private static void requireNoGaps(Table table, Dataset<Row> rows, Path path) {
    List<String> required =
        Arrays.stream(Rows.schema(table.row()).fields())
            .filter(field -> !field.nullable() || field.name().equals(table.cellColumn()))
            .map(StructField::name)
            .toList();
    Column gap =
        required.stream()
            .map(name -> functions.col(name).isNull())
            .reduce(functions.lit(false), Column::or);
    for (Row row : rows.filter(gap).takeAsList(1)) {
      String empty =
          required.stream()
              .filter(name -> row.isNullAt(row.fieldIndex(name)))
              .findFirst()
              .orElseThrow();
      throw UserError.data(
          "Cannot import %s: its column %s is null in some row; export it again.", path, empty);
    }
  }

  /** Adds the cells that the warehouse has not; those that it has stay as they are. */
  private static Imported take(
      Warehouse warehouse, SparkSession spark, Table table, Dataset<Row> rows) {
    Set<String> standing = warehouse.cells(table);
    Set<String> offered = new TreeSet<>();
    rows.select(table.cellColumn())
        .distinct()
        .collectAsList()
        .forEach(row -> offered.add(row.getString(0)));
    Set<String> added = new TreeSet<>(offered);
    added.removeAll(standing);
    if (table == Table.TRANSITIONS) { // the one table that may not fit into the driver
      Dataset<Row> strict =
          spark.createDataFrame(rows.toJavaRDD(), Rows.schema(table.row())); // nothing is null
      for (String cell : added) {
        warehouse.replace(
            table, cell, strict.filter(functions.col(table.cellColumn()).equalTo(cell)));
      }
    } else if (!added.isEmpty()) {
      warehouse.replace(
          table,
          rows.collectAsList().stream()
              .filter(row -> added.contains(row.<String>getAs(table.cellColumn())))
              .map(row -> (Record) Rows.record(row, table.row()))
              .toList());
    }
    return new Imported(table, added.size(), offered.size() - added.size());
  }
}
