package ddrmpo.jobs;

import ddrmpo.core.UserError;
import ddrmpo.tables.Warehouse.Imported;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Rows that another warehouse has computed. */
@Command(
    name = "import",
    description = {
      "Takes the rows of an export into a warehouse, which is made if it is not there: those of cells"
          + " that it does not have. A study then computes only what is still missing.",
      "Policies and models are files beside the tables and no part of an export: an imported run can"
          + " be reported and asked, not evaluated anew.",
      "",
      "Example: ddr import data/results/svg --warehouse svg"
    },
    mixinStandardHelpOptions = true)
public final class Import implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder that \"ddr export\" wrote.")
  private String folder;

  @Mixin private WarehouseOptions warehouse;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("import", args);
  }

  @Override
  public Integer call() {
    if (WarehouseOptions.folder(folder).filter(local -> !Files.isDirectory(local)).isPresent()) {
      throw UserError.data("There is no folder %s: name one that \"ddr export\" wrote.", folder);
    }
    try (Session session = Session.open(warehouse, "ddr-mpo import")) {
      session.spark().sparkContext().setLogLevel("OFF"); // what is wrong with a file is told below
      for (Imported table : session.warehouse().importFrom(folder)) {
        session
            .console()
            .say(
                "%s: %d cells taken, %d stood already"
                    .formatted(table.table().text(), table.added(), table.standing()));
      }
    }
    return 0;
  }
}
