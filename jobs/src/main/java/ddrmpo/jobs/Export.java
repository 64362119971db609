package ddrmpo.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The tables for other tools. */
@Command(
    name = "export",
    description = {
      "Copies every table as plain Parquet files, for DuckDB, pandas and spark.read.parquet.",
      "",
      "Example: ddr export results"
    },
    mixinStandardHelpOptions = true)
public final class Export implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder of the copies, one sub-folder a table.")
  private String folder;

  @Mixin private WarehouseOptions warehouse;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("export", args);
  }

  @Override
  public Integer call() {
    warehouse.requireThere();
    try (Session session = Session.open(warehouse, "ddr-mpo export")) {
      session.warehouse().export(folder);
      session.console().say("exported " + session.warehouse() + " to " + folder);
    }
    return 0;
  }
}
