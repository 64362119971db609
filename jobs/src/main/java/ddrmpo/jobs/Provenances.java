package ddrmpo.jobs;

import ddrmpo.core.Cell;
import ddrmpo.core.Provenance;
import ddrmpo.core.Table;
import ddrmpo.runs.EngineVersions;
import ddrmpo.tables.Warehouse;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where rows come from: cell, input snapshots, versions. */
final class Provenances {
  private Provenances() {}

  /** Provenance of a cell that is computed from these tables as they stand now. */
  static Provenance of(Cell cell, Warehouse warehouse, Table... inputs) {
    return new Provenance(
        cell.study(), cell.id(), cell.json(), inputs(warehouse, inputs), versions());
  }

  /** The tables' snapshots, as table=snapshot, comma-separated. */
  static String inputs(Warehouse warehouse, Table... tables) {
    return Arrays.stream(tables)
        .map(table -> table.text() + "=" + warehouse.snapshot(table))
        .collect(Collectors.joining(","));
  }

  /** Versions of project and engines, comma-separated. */
  static String versions() {
    return EngineVersions.text() + ", spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }
}
