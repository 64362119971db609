package ddrmpo.tables;

import ddrmpo.core.Table;
import ddrmpo.core.TransitionRow;
import java.nio.file.Path;
import java.util.List;

/** Replaces the rows of a few cells for ever, until it is killed. */
final class KilledWriter {
  static final int CELLS = 3;
  static final int RUN_ROWS = 5;
  static final int TRANSITION_ROWS = 40;

  private KilledWriter() {}

  public static void main(String[] arguments) {
    try (Warehouse warehouse = TestSpark.open(Path.of(arguments[0]))) {
      RandomRows random = new RandomRows(1);
      for (int i = 0; ; i++) {
        String cell = "cell" + i % CELLS;
        warehouse.replace(Table.RUNS, random.of(Table.RUNS, cell, RUN_ROWS));
        List<TransitionRow> transitions =
            random.of(Table.TRANSITIONS, TransitionRow.class, cell, TRANSITION_ROWS);
        warehouse.replace(Table.TRANSITIONS, cell, WarehouseTest.dataset(warehouse, transitions));
        System.out.println("replaced " + i);
      }
    }
  }
}
