package ddrmpo.jobs;

import ddrmpo.core.Cell;
import ddrmpo.core.DatasetCell;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.RunCell;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import ddrmpo.runs.DatasetGeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a study would compute. */
@Command(
    name = "plan",
    description = {
      "Prints the cells of a study by stage, how many stand in the warehouse already, and an"
          + " estimate of the CPU time of the others. Computes nothing and makes no warehouse.",
      "Without a study: the runs of every study in conf/studies, and its CPU hours at the profiles"
          + " laptop and paper.",
      "",
      "Example: ddr plan quickstart"
    },
    mixinStandardHelpOptions = true)
public final class Plan implements Callable<Integer> {
  @Mixin private StudyOptions study;
  @Mixin private WarehouseOptions warehouse;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("plan", args);
  }

  @Override
  public Integer call() {
    if (!study.named()) {
      System.out.print(overview());
      return 0;
    }
    Study checked = study.load();
    Map<Table, Set<String>> done = done();
    TextTable table = new TextTable(1, List.of("stage", "cells", "done", "to do", "CPU estimate"));
    List<Line> lines = lines(checked, done);
    for (Line line : lines) {
      table.add(line.texts());
    }
    System.out.printf("study %s, profile %s%n%n%s", checked.name(), checked.profile(), table);
    return 0;
  }

  /** Every shipped study from nothing, at both profiles. */
  private TextTable overview() {
    TextTable table =
        new TextTable(1, List.of("study", "runs", "laptop, CPU hours", "paper, CPU hours"));
    for (String name : Study.shipped()) {
      Study laptop = study.load(name, List.of("profile=laptop"));
      Study paper = study.load(name, List.of("profile=paper"));
      table.add(List.of(name, Integer.toString(laptop.runs().size()), hours(laptop), hours(paper)));
    }
    return table;
  }

  private static String hours(Study study) {
    List<Line> lines = lines(study, nothingDone());
    return String.format(Locale.ROOT, "%,.1f", lines.get(lines.size() - 1).seconds() / 3600);
  }

  private static List<Line> lines(Study study, Map<Table, Set<String>> done) {
    List<DatasetCell> datasets = study.datasets();
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("generate", datasets, done.get(Table.DATASETS), Costs::dataset));
    List<RunCell> agents =
        datasets.stream()
            .filter(cell -> !done.get(Table.DATASETS).contains(cell.id()))
            .map(DatasetGeneration::agentCell)
            .flatMap(Optional::stream)
            .toList();
    lines.add(Line.of("  agents", agents, Set.of(), Costs::run));
    lines.add(Line.of("fit", study.models(), done.get(Table.TRANSITION_MODELS), Costs::model));
    lines.add(Line.of("train", study.runs(), done.get(Table.RUNS), Costs::run));
    List<EvaluationCell> evaluations = study.evaluations();
    lines.add(Line.of("evaluate", evaluations, done.get(Table.EVALUATIONS), Costs::evaluation));
    double total = lines.stream().mapToDouble(Line::seconds).sum();
    int cells = lines.stream().mapToInt(Line::cells).sum();
    int doneCells = lines.stream().mapToInt(Line::done).sum();
    lines.add(new Line("together", cells, doneCells, total));
    return lines;
  }

  /** The ids in each table; none if there is no warehouse. */
  private Map<Table, Set<String>> done() {
    Map<Table, Set<String>> done = nothingDone();
    if (warehouse.there()) {
      try (Session session = Session.open(warehouse, "ddr-mpo plan")) {
        done.replaceAll((table, none) -> session.warehouse().cells(table));
      }
    }
    return done;
  }

  private static Map<Table, Set<String>> nothingDone() {
    Map<Table, Set<String>> done = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      done.put(table, Set.of());
    }
    return done;
  }

  /** One line of the plan. */
  private record Line(String stage, int cells, int done, double seconds) {
    static <C extends Cell> Line of(
        String stage, List<C> cells, Set<String> done, ToDoubleFunction<C> cost) {
      List<C> distinct = Stage.distinct(cells);
      List<C> pending = distinct.stream().filter(cell -> !done.contains(cell.id())).toList();
      return new Line(
          stage,
          distinct.size(),
          distinct.size() - pending.size(),
          pending.stream().mapToDouble(cost).sum());
    }

    List<String> texts() {
      return List.of(
          stage,
          Integer.toString(cells),
          Integer.toString(done),
          Integer.toString(cells - done),
          seconds == 0 ? "" : Stage.readable(Duration.ofMillis((long) (1000 * seconds))));
    }
  }
}
