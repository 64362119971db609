package ddrmpo.jobs;

import ddrmpo.core.TableReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The reference of tables. */
@Command(
    name = "tables",
    description = "Prints every table with every column, as Markdown.",
    mixinStandardHelpOptions = true)
public final class Tables implements Callable<Integer> {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("tables", args);
  }

  @Override
  public Integer call() {
    System.out.println(TableReference.markdown());
    return 0;
  }
}
