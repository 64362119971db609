package ddrmpo.tables;

import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Copies the tables as plain Parquet files, for tools that know no Iceberg. */
final class Export {
  private static final String ASIDE = "_aside";

  private Export() {}

  static void run(Warehouse warehouse, Location folder, Configuration hadoop) {
    Path aside = new Path(folder.below(ASIDE));
    try {
      FileSystem fileSystem = aside.getFileSystem(hadoop);
      fileSystem.delete(aside, true); // what an export that died has left
      fileSystem.mkdirs(aside);
      for (Table table : Table.values()) {
        Path fresh = new Path(aside, table.text());
        write(table, warehouse.read(table), fresh);
        swap(fileSystem, fresh, new Path(folder.below(table.text())), new Path(aside, "old"));
      }
      fileSystem.delete(aside, true);
    } catch (IOException e) {
      throw UserError.data(
          "Cannot export to %s (%s): make it writable or choose another folder.", folder, e);
    }
  }

  private static void write(Table table, Dataset<Row> rows, Path to) {
    // Small tables have one small file a cell: readers prefer one file.
    Dataset<Row> merged = table == Table.TRANSITIONS ? rows : rows.coalesce(1);
    merged.write().option("compression", "zstd").parquet(to.toString());
  }

  private static void swap(FileSystem fileSystem, Path fresh, Path target, Path old)
      throws IOException {
    if (fileSystem.exists(target)) {
      rename(fileSystem, target, old);
    }
    rename(fileSystem, fresh, target);
    fileSystem.delete(old, true);
  }

  private static void rename(FileSystem fileSystem, Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
