package ddrmpo.tables;

import ddrmpo.core.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * Reads and writes tables from the driver, without Spark. Every file holds the rows of one cell, so
 * a cell is replaced by replacing whole files.
 */
final class SmallTables {
  /** The most values that Iceberg still compares one by one with a file's bounds. */
  private static final int IDS_IN_ONE_PREDICATE = 200;

  private static final String METRICS = "write.metadata.metrics.";

  private SmallTables() {}

  /** Replaces the rows of all cells that occur in the rows; commits one snapshot. */
  static void replace(Table table, org.apache.iceberg.Table stored, List<? extends Record> rows) {
    Map<String, List<GenericRecord>> cells = new LinkedHashMap<>();
    GenericRecord template = GenericRecord.create(stored.schema());
    for (Record row : rows) {
      GenericRecord record = Rows.iceberg(row, template);
      Object cell = record.getField(table.cellColumn());
      if (cell == null) {
        throw new IllegalArgumentException("Cannot store a row without " + table.cellColumn());
      }
      cells.computeIfAbsent((String) cell, id -> new ArrayList<>()).add(record);
    }
    List<DataFile> files = new ArrayList<>();
    try {
      OutputFileFactory names =
          OutputFileFactory.builderFor(stored, 0, 0)
              .operationId(UUID.randomUUID().toString())
              .format(FileFormat.PARQUET)
              .build();
      for (List<GenericRecord> records : cells.values()) {
        files.add(write(stored, names, records));
      }
    } catch (IOException e) {
      files.forEach(file -> stored.io().deleteFile(file.location()));
      throw new UncheckedIOException("Cannot write rows of table " + table.text(), e);
    }
    OverwriteFiles overwrite =
        stored.newOverwrite().overwriteByRowFilter(in(table.cellColumn(), cells.keySet()));
    files.forEach(overwrite::addFile);
    overwrite.commit(); // the one step after which readers see the new rows
  }

  /** The rows that meet the condition. */
  static <R extends Record> List<R> rows(
      org.apache.iceberg.Table stored, Class<R> type, Expression condition) {
    List<R> rows = new ArrayList<>();
    try (CloseableIterable<org.apache.iceberg.data.Record> records =
        IcebergGenerics.read(stored)
            .where(condition)
            .select(Rows.schema(type).fieldNames())
            .build()) {
      for (org.apache.iceberg.data.Record record : records) {
        rows.add(Rows.record(record, type));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + stored.name(), e);
    }
    return rows;
  }

  /** Ids of the cells that have rows, read from the files' metadata where that suffices. */
  static Set<String> cells(Table table, org.apache.iceberg.Table stored) {
    Set<String> cells = new TreeSet<>();
    int column = stored.schema().findField(table.cellColumn()).fieldId();
    try (CloseableIterable<FileScanTask> files =
        stored.newScan().includeColumnStats(Set.of(table.cellColumn())).planFiles()) {
      for (FileScanTask file : files) {
        Map<Integer, ByteBuffer> lower = file.file().lowerBounds();
        Map<Integer, ByteBuffer> upper = file.file().upperBounds();
        if (lower == null
            || upper == null
            || lower.get(column) == null
            || !lower.get(column).equals(upper.get(column))) {
          return scannedCells(table, stored);
        }
        cells.add(Conversions.fromByteBuffer(Types.StringType.get(), lower.get(column)).toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the cells of table " + table.text(), e);
    }
    return cells;
  }

  private static Set<String> scannedCells(Table table, org.apache.iceberg.Table stored) {
    Set<String> cells = new LinkedHashSet<>();
    try (CloseableIterable<org.apache.iceberg.data.Record> records =
        IcebergGenerics.read(stored).select(table.cellColumn()).build()) {
      records.forEach(record -> cells.add((String) record.getField(table.cellColumn())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the cells of table " + table.text(), e);
    }
    return cells;
  }

  private static DataFile write(
      org.apache.iceberg.Table stored, OutputFileFactory names, List<GenericRecord> records)
      throws IOException {
    PartitionKey partition = new PartitionKey(stored.spec(), stored.schema());
    partition.partition(records.get(0));
    EncryptedOutputFile file = names.newOutputFile(stored.spec(), partition);
    Map<String, String> properties = new HashMap<>(stored.properties());
    properties.keySet().removeIf(key -> key.startsWith(METRICS)); // the factory asks the table
    DataWriter<org.apache.iceberg.data.Record> writer =
        new GenericAppenderFactory(stored, stored.schema(), stored.spec(), properties, null, null)
            .newDataWriter(file, FileFormat.PARQUET, partition);
    try (writer) {
      records.forEach(writer::write);
    }
    return writer.toDataFile();
  }

  private static Expression in(String column, Collection<String> values) {
    List<String> ids = List.copyOf(values);
    Expression any = Expressions.alwaysFalse();
    for (int i = 0; i < ids.size(); i += IDS_IN_ONE_PREDICATE) {
      any =
          Expressions.or(
              any,
              Expressions.in(
                  column, ids.subList(i, Math.min(ids.size(), i + IDS_IN_ONE_PREDICATE))));
    }
    return any;
  }
}
