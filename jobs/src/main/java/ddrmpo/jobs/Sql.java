package ddrmpo.jobs;

import ddrmpo.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Questions to the tables. */
@Command(
    name = "sql",
    description = {
      "Answers a query over the tables and views; prints only the result on standard output.",
      "",
      "Example: ddr sql \"SELECT recipe, size, perturbation, mean FROM summaries\" --format csv"
    },
    mixinStandardHelpOptions = true)
public final class Sql implements Callable<Integer> {
  private static final Set<String> QUESTIONS =
      Set.of(
          "select", "with", "from", "values", "table", "show", "describe", "desc", "explain", "(");

  @Parameters(paramLabel = "QUERY", description = "A query in Spark SQL.")
  private String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ResultFormat format;

  @Mixin private WarehouseOptions warehouse;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("sql", args);
  }

  @Override
  public Integer call() throws Exception {
    requireQuestion();
    warehouse.requireThere();
    try (Session session = Session.open(warehouse, "ddr-mpo sql")) {
      session.spark().sparkContext().setLogLevel("OFF"); // what a query does wrong is told below
      answer(session);
    }
    return 0;
  }

  private void answer(Session session) throws Exception {
    try {
      Dataset<Row> answer = session.warehouse().sql(query);
      List<Row> rows = format.plain(answer).collectAsList();
      format.print(List.of(answer.columns()), rows, System.out);
    } catch (Exception e) { // Scala does not declare the checked ones
      if (e instanceof SparkThrowable) {
        throw UserError.usage("Cannot answer the query: %s", firstLine(e.getMessage()));
      }
      throw e;
    }
  }

  private static String firstLine(String message) {
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }

  /** Tables are written by stages only. */
  private void requireQuestion() {
    String[] words = query.strip().toLowerCase(Locale.ROOT).split("(?<=\\()|[\\s(]+", 2);
    boolean asks = Arrays.stream(words).findFirst().filter(QUESTIONS::contains).isPresent();
    boolean writes =
        query
            .toLowerCase(Locale.ROOT)
            .matches("(?s)\\s*with\\b.*\\binsert\\s+(into|overwrite)\\b.*");
    if (!asks || writes) {
      throw UserError.usage(
          "Cannot run \"%s\": only questions are answered, such as SELECT, WITH, SHOW and DESCRIBE.",
          query);
    }
  }
}
