package ddrmpo.jobs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.Hashes;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.RunCell;
import ddrmpo.core.RunRow;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionModelRow;
import ddrmpo.core.UserError;
import ddrmpo.runs.Progress;
import ddrmpo.runs.TrainingResult;
import ddrmpo.runs.TrainingRun;
import ddrmpo.tables.Warehouse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** The training runs of a study. */
@Command(
    name = "train",
    description = {
      "Trains the agents of a study: one Spark task a run, which resumes from its checkpoint.",
      "Reads table transition_models and the models' files; writes tables training_curves and runs,"
          + " checkpoints and policies.",
      "",
      "Example: ddr train quickstart --set seeds=[7]"
    },
    mixinStandardHelpOptions = true)
public final class Train extends StudyJob {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("train", args);
  }

  @Override
  void run(Study study, Session session) throws IOException {
    Stage<RunCell> stage =
        new Stage<>(session, "train", Table.RUNS, "steps", cell -> cell.settings().steps());
    List<RunCell> ready =
        stage.ready(stage.pending(study.runs()), Table.TRANSITION_MODELS, "fit", Train::models);
    Map<String, TransitionModelRow> models = wholeModels(ready, session.warehouse());
    Artifacts artifacts = session.warehouse().artifacts();
    stage.run(
        ready,
        study.runs().size(),
        (cell, pen, units) -> {
          Provenance provenance = provenance(cell, session.warehouse());
          List<double[]> rmse =
              cell.models().stream().map(model -> models.get(model.id()).oneStepRmse()).toList();
          return CellTask.run(
              session,
              cell,
              pen,
              units,
              (run, progress) -> train(run, artifacts, rmse, provenance, progress));
        });
    noteFailedRuns(study, session);
  }

  /** Runs that diverged stand in the table, with their last policies, and fail the command. */
  private static void noteFailedRuns(Study study, Session session) {
    Map<String, RunCell> cells =
        study.runs().stream().collect(Collectors.toMap(RunCell::id, cell -> cell, (a, b) -> a));
    session.warehouse().rows(Table.RUNS, RunRow.class, "status <> '" + RunRow.ENDED + "'").stream()
        .filter(row -> cells.containsKey(row.provenance().cellId()))
        .map(row -> new Session.Failure(label(row, cells), reason(row)))
        .sorted(Comparator.comparing(Session.Failure::label))
        .forEach(session.failures()::add);
  }

  private static String label(RunRow row, Map<String, RunCell> cells) {
    return cells.get(row.provenance().cellId()).label();
  }

  private static String reason(RunRow row) {
    return row.status().substring("failed: ".length())
        + " Its last policies are evaluated; its last checkpoint stays.";
  }

  private static List<String> models(RunCell cell) {
    return cell.models().stream().map(ModelCell::id).toList();
  }

  private static Provenance provenance(RunCell cell, Warehouse warehouse) {
    return cell.models().isEmpty()
        ? Provenances.of(cell, warehouse)
        : Provenances.of(cell, warehouse, Table.TRANSITION_MODELS);
  }

  private static List<TableRows> train(
      RunCell cell,
      Artifacts artifacts,
      List<double[]> rmse,
      Provenance provenance,
      Progress progress)
      throws IOException {
    TrainingResult result =
        TrainingRun.run(cell, artifacts, rmse, provenance, progress, TaskGpu.index());
    return List.of(
        new TableRows(Table.TRAINING_CURVES, result.curve()),
        new TableRows(Table.RUNS, List.of(result.run())));
  }

  /** The rows of all models, whose files must be what the rows say, before any run begins. */
  private static Map<String, TransitionModelRow> wholeModels(
      List<RunCell> cells, Warehouse warehouse) throws IOException {
    List<ModelCell> models =
        Stage.distinct(cells.stream().flatMap(cell -> cell.models().stream()).toList());
    if (models.isEmpty()) {
      return Map.of();
    }
    Map<String, TransitionModelRow> rows =
        warehouse.rows(Table.TRANSITION_MODELS, TransitionModelRow.class, "").stream()
            .collect(Collectors.toMap(row -> row.provenance().cellId(), row -> row));
    for (ModelCell model : models) {
      requireWhole(model, rows.get(model.id()).checksum(), warehouse);
    }
    return rows;
  }

  private static void requireWhole(ModelCell model, String checksum, Warehouse warehouse)
      throws IOException {
    String found =
        warehouse
            .artifacts()
            .read(model.path())
            .map(Hashes::sha256Hex)
            .orElseThrow(
                () ->
                    UserError.data(
                        "%s of warehouse %s is missing: run \"ddr fit\", which fits the %s again.",
                        model.path(), warehouse, model.label()));
    if (!found.equals(checksum)) {
      throw UserError.data(
          "%s of warehouse %s is damaged, its SHA-256 is %s and not %s: delete it and run \"ddr fit\", which fits the %s again.",
          model.path(), warehouse, found, checksum, model.label());
    }
  }
}
