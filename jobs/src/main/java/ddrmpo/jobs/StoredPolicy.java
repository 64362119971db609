package ddrmpo.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.RunCell;
import ddrmpo.core.RunRow;
import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import ddrmpo.learning.Policy;
import ddrmpo.runs.Snapshot;
import java.io.IOException;
import java.util.List;

/** The policy of a run that stands in a warehouse. */
final class StoredPolicy {
  private StoredPolicy() {}

  /**
   * The run's last policy.
   *
   * @param run id of the run's cell
   * @param task the task that the run must have been trained on
   * @throws UserError if there is no such run, or it is of another task
   */
  static Policy of(WarehouseOptions warehouse, String run, String task) throws IOException {
    warehouse.requireThere();
    try (Session session = Session.open(warehouse, "ddr-mpo policy")) {
      List<RunRow> rows =
          session
              .warehouse()
              .rows(Table.RUNS, RunRow.class, "cell_id = '" + run.replace("'", "") + "'");
      if (rows.isEmpty()) {
        throw UserError.data(
            "There is no run %s in warehouse %s: list them with ddr sql \"SELECT cell_id, recipe, task, seed FROM runs\".",
            run, session.warehouse());
      }
      RunCell cell = new JsonMapper().readValue(rows.get(0).provenance().cell(), RunCell.class);
      if (!cell.task().equals(task)) {
        throw UserError.usage(
            "Run %s was trained on %s, not on %s: name its task.", run, cell.task(), task);
      }
      List<Snapshot> snapshots = Snapshot.of(cell, session.warehouse().artifacts());
      return snapshots.get(snapshots.size() - 1).policy();
    }
  }
}
