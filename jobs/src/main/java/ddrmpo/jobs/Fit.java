package ddrmpo.jobs;

import ddrmpo.core.ModelCell;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** The transition models of a study. */
@Command(
    name = "fit",
    description = {
      "Fits the transition models of a study: one Spark task a neural model, MLlib pipelines for"
          + " the baselines.",
      "Reads tables datasets and transitions; writes table transition_models and the models' files.",
      "",
      "Example: ddr fit quickstart --set fit.sizes=[100,1000]"
    },
    mixinStandardHelpOptions = true)
public final class Fit extends StudyJob {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("fit", args);
  }

  @Override
  void run(Study study, Session session) throws IOException {
    Stage<ModelCell> stage =
        new Stage<>(
            session,
            "fit",
            Table.TRANSITION_MODELS,
            "gradient steps",
            cell -> cell.settings().gradientSteps());
    List<ModelCell> pending = new ArrayList<>(stage.pending(study.models()));
    pending.addAll(lost(study, pending, session));
    List<ModelCell> ready =
        stage.ready(pending, Table.DATASETS, "generate", cell -> List.of(cell.dataset().id()));
    stage.run(
        ready,
        study.models().size(),
        (cell, pen, units) -> ModelFit.run(cell, session, pen, units));
  }

  /** Models whose row stands, but whose file somebody has deleted. */
  private static List<ModelCell> lost(Study study, List<ModelCell> pending, Session session)
      throws IOException {
    List<ModelCell> lost = new ArrayList<>();
    for (ModelCell cell : study.models()) {
      if (!pending.contains(cell) && session.warehouse().artifacts().read(cell.path()).isEmpty()) {
        lost.add(cell);
      }
    }
    return lost;
  }
}
