package ddrmpo.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.EvaluationRow;
import ddrmpo.core.Hashes;
import ddrmpo.core.Provenance;
import ddrmpo.core.Study;
import ddrmpo.core.Summaries;
import ddrmpo.core.SummaryRow;
import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import ddrmpo.tables.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The result of a study. */
@Command(
    name = "report",
    description = {
      "Aggregates the evaluations of a study over seeds and prints its result.",
      "Reads table evaluations; writes table summaries.",
      "",
      "Example: ddr report quickstart"
    },
    mixinStandardHelpOptions = true)
public final class Report extends StudyJob {
  private static final int ID_LENGTH = 16;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("report", args);
  }

  @Override
  void run(Study study, Session session) throws Exception {
    if (study.runs().isEmpty()) {
      return; // a study of models only
    }
    List<EvaluationRow> evaluations = evaluations(study, session);
    List<SummaryRow> summaries = summarise(study, evaluations, session.warehouse());
    System.out.print(ResultTable.of(study, summaries));
  }

  /** The rows of the study's cells; rows of its former settings may stand beside them. */
  private static List<EvaluationRow> evaluations(Study study, Session session) {
    Set<String> cells =
        study.evaluations().stream().map(cell -> cell.id()).collect(Collectors.toSet());
    List<EvaluationRow> rows =
        session
            .warehouse()
            .rows(Table.EVALUATIONS, EvaluationRow.class, "study = '" + study.name() + "'")
            .stream()
            .filter(row -> cells.contains(row.provenance().cellId()))
            .toList();
    if (rows.isEmpty()) {
      throw UserError.data(
          "Nothing of study %s is evaluated in warehouse %s: run \"ddr evaluate\" or \"ddr study\" first.",
          study.name(), session.warehouse());
    }
    long there = rows.stream().map(row -> row.provenance().cellId()).distinct().count();
    if (there < cells.size()) {
      session
          .console()
          .complain(
              "the result is of "
                  + there
                  + " of "
                  + cells.size()
                  + " runs: the others are not evaluated");
    }
    return rows;
  }

  /** The summaries; they are stored only if they say something new. */
  private static List<SummaryRow> summarise(
      Study study, List<EvaluationRow> evaluations, Warehouse warehouse) throws Exception {
    List<SummaryRow> stored =
        warehouse.rows(Table.SUMMARIES, SummaryRow.class, "study = '" + study.name() + "'");
    if (!stored.isEmpty()) {
      List<SummaryRow> same = Summaries.of(evaluations, stored.get(0).provenance());
      if (new HashSet<>(same).equals(new HashSet<>(stored))) {
        return same;
      }
    }
    List<SummaryRow> fresh = Summaries.of(evaluations, provenance(study, warehouse));
    warehouse.replace(Table.SUMMARIES, fresh);
    return fresh;
  }

  /** A study has one summary: its id depends on its name alone, so that a new one replaces it. */
  private static Provenance provenance(Study study, Warehouse warehouse) throws Exception {
    String cell = new JsonMapper().writeValueAsString(Map.of("study", study.name()));
    String id = Hashes.sha256Hex(("Summary" + cell).getBytes(StandardCharsets.UTF_8));
    return new Provenance(
        study.name(),
        id.substring(0, ID_LENGTH),
        cell,
        Provenances.inputs(warehouse, Table.EVALUATIONS),
        Provenances.versions());
  }
}
