package ddrmpo.jobs;

import ddrmpo.core.Study;
import ddrmpo.core.SummaryRow;
import ddrmpo.core.TaskPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A study's result as text: for each task the returns by role, the comparison with plain agents,
 * and the returns by value.
 */
final class ResultTable {
  private ResultTable() {}

  /**
   * The text.
   *
   * @param summaries of the study, in the order in which agents are listed
   */
  static String of(Study study, List<SummaryRow> summaries) {
    StringBuilder text = new StringBuilder();
    for (TaskPlan task : study.tasks()) {
      List<SummaryRow> rows =
          summaries.stream().filter(row -> row.task().equals(task.task())).toList();
      if (!rows.isEmpty()) {
        text.append(title(study, task, rows));
        text.append(byRole(rows, SummaryRow::recipe, ResultTable::withInterval)).append('\n');
        List<SummaryRow> compared = rows.stream().filter(ResultTable::isCompared).toList();
        if (!compared.isEmpty()) {
          text.append(
              "probability that a run beats one of the plain agent [95 % bootstrap interval]\n\n");
          text.append(
                  byRole(
                      compared,
                      row -> row.recipe() + " over " + row.baseline(),
                      ResultTable::improvement))
              .append('\n');
        }
        text.append(byValueTitle(task)).append(byValue(rows)).append('\n');
      }
    }
    return text.toString();
  }

  private static String title(Study study, TaskPlan task, List<SummaryRow> rows) {
    IntSummaryStatistics seeds =
        rows.stream().mapToInt(SummaryRow::seeds).summaryStatistics(); // fewer if runs are missing
    String range = Integer.toString(seeds.getMax());
    if (seeds.getMin() < seeds.getMax()) {
      range = seeds.getMin() + " to " + range;
    }
    return String.format(
        Locale.ROOT,
        "%s: %s, mean return over %s %s [95 %% bootstrap interval]%n%n",
        study.name(),
        task.task(),
        range,
        seeds.getMax() == 1 ? "seed" : "seeds");
  }

  private static String byValueTitle(TaskPlan task) {
    return String.format(
        Locale.ROOT,
        "by %s, %s (o nominal, * member of the set)%n%n",
        task.perturbation().parameter(),
        task.perturbation().unit());
  }

  private static TextTable byRole(
      List<SummaryRow> rows, Function<SummaryRow, String> name, Function<SummaryRow, String> cell) {
    List<String> roles =
        Stream.of("nominal", "set", "holdout", "far")
            .filter(role -> rows.stream().anyMatch(row -> isRole(row, role)))
            .toList();
    TextTable table = new TextTable(2, header(roles));
    for (Agent agent : agents(rows)) {
      List<String> line = agent.names();
      line.set(0, find(rows, agent, row -> true, name));
      for (String role : roles) {
        line.add(find(rows, agent, row -> isRole(row, role), cell));
      }
      table.add(line);
    }
    return table;
  }

  private static TextTable byValue(List<SummaryRow> rows) {
    List<SummaryRow> values =
        rows.stream()
            .filter(row -> row.perturbation() != null)
            .filter(distinctBy())
            .sorted(Comparator.comparing(SummaryRow::perturbation))
            .toList();
    TextTable table = new TextTable(2, header(values.stream().map(ResultTable::marked).toList()));
    for (Agent agent : agents(rows)) {
      List<String> line = agent.names();
      for (SummaryRow value : values) {
        line.add(
            find(
                rows,
                agent,
                row -> Objects.equals(row.perturbation(), value.perturbation()),
                row -> number(row.mean())));
      }
      table.add(line);
    }
    return table;
  }

  private static Predicate<SummaryRow> distinctBy() {
    Set<Double> seen = new HashSet<>();
    return row -> seen.add(row.perturbation());
  }

  private static boolean isRole(SummaryRow row, String role) {
    return row.perturbation() == null && row.role().equals(role);
  }

  private static String marked(SummaryRow row) {
    String mark =
        switch (row.role()) {
          case "nominal" -> "o";
          case "set" -> "*";
          default -> "";
        };
    return mark + row.perturbation();
  }

  private static List<String> header(List<String> columns) {
    return Stream.concat(Stream.of("recipe", "size"), columns.stream()).toList();
  }

  private static List<Agent> agents(List<SummaryRow> rows) {
    return rows.stream().map(row -> new Agent(row.recipe(), row.size())).distinct().toList();
  }

  private static String find(
      List<SummaryRow> rows,
      Agent agent,
      Predicate<SummaryRow> column,
      Function<SummaryRow, String> text) {
    return rows.stream()
        .filter(row -> agent.equals(new Agent(row.recipe(), row.size())))
        .filter(column)
        .findFirst()
        .map(text)
        .orElse("");
  }

  /** Whether the row compares two agents. */
  private static boolean isCompared(SummaryRow row) {
    return row.improvement() != null && !row.recipe().equals(row.baseline());
  }

  private static String improvement(SummaryRow row) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f, %.2f]",
        row.improvement(),
        row.improvementLow(),
        row.improvementHigh());
  }

  private static String withInterval(SummaryRow row) {
    return String.format(
        Locale.ROOT, "%s [%s, %s]", number(row.mean()), number(row.low()), number(row.high()));
  }

  private static String number(double mean) {
    return String.format(Locale.ROOT, "%.0f", mean);
  }

  /** A line of the table. */
  private record Agent(String recipe, Long size) {
    List<String> names() {
      return new ArrayList<>(List.of(recipe, size == null ? "" : size.toString()));
    }
  }
}
