package ddrmpo.jobs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.Hashes;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.RunCell;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionModelRow;
import ddrmpo.core.UserError;
import ddrmpo.runs.Progress;
import ddrmpo.runs.TrainingResult;
import ddrmpo.runs.TrainingRun;
import ddrmpo.tables.Warehouse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    requireWholeModels(ready, session.warehouse());
    Artifacts artifacts = session.warehouse().artifacts();
    stage.run(
        ready,
        study.runs().size(),
        (cell, pen, units) -> {
          Provenance provenance = provenance(cell, session.warehouse());
          return CellTask.run(
              session,
              cell,
              pen,
              units,
              (run, progress) -> train(run, artifacts, provenance, progress));
        });
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
      RunCell cell, Artifacts artifacts, Provenance provenance, Progress progress)
      throws IOException {
    TrainingResult result = TrainingRun.run(cell, artifacts, provenance, progress, TaskGpu.index());
    return List.of(
        new TableRows(Table.TRAINING_CURVES, result.curve()),
        new TableRows(Table.RUNS, List.of(result.run())));
  }

  /** Every model's file must be what its row says, before any run begins. */
  private static void requireWholeModels(List<RunCell> cells, Warehouse warehouse)
      throws IOException {
    List<ModelCell> models =
        Stage.distinct(cells.stream().flatMap(cell -> cell.models().stream()).toList());
    if (models.isEmpty()) {
      return;
    }
    Map<String, String> checksums =
        warehouse.rows(Table.TRANSITION_MODELS, TransitionModelRow.class, "").stream()
            .collect(
                Collectors.toMap(row -> row.provenance().cellId(), TransitionModelRow::checksum));
    for (ModelCell model : models) {
      Optional<byte[]> file = warehouse.artifacts().read(model.path());
      if (file.isEmpty() || !Hashes.sha256Hex(file.get()).equals(checksums.get(model.id()))) {
        throw UserError.data(
            "%s of warehouse %s is %s: delete it and run \"ddr fit\", which fits the %s again.",
            model.path(), warehouse, file.isEmpty() ? "missing" : "damaged", model.label());
      }
    }
  }
}
