package ddrmpo.jobs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import ddrmpo.runs.PolicyEvaluation;
import java.util.List;
import picocli.CommandLine.Command;

/** The evaluations of a study's policies. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates the policies of a study under every dynamics: nominal, set, hold-outs and far.",
      "Reads table runs and the policies; writes table evaluations.",
      "",
      "Example: ddr evaluate quickstart --set evaluate.episodes=50"
    },
    mixinStandardHelpOptions = true)
public final class Evaluate extends StudyJob {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("evaluate", args);
  }

  @Override
  void run(Study study, Session session) {
    Stage<EvaluationCell> stage =
        new Stage<>(
            session, "evaluate", Table.EVALUATIONS, "dynamics", cell -> cell.tested().size());
    List<EvaluationCell> ready =
        stage.ready(
            stage.pending(study.evaluations()),
            Table.RUNS,
            "train",
            cell -> List.of(cell.run().id()));
    Artifacts artifacts = session.warehouse().artifacts();
    stage.run(
        ready,
        study.evaluations().size(),
        (cell, pen, units) -> {
          Provenance provenance = Provenances.of(cell, session.warehouse(), Table.RUNS);
          return CellTask.run(
              session,
              cell,
              pen,
              units,
              (evaluation, progress) ->
                  List.of(
                      new TableRows(
                          Table.EVALUATIONS,
                          PolicyEvaluation.run(evaluation, artifacts, provenance, progress))));
        });
  }
}
