package ddrmpo.runs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.EvaluationRow;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Provenance;
import ddrmpo.core.Rng;
import ddrmpo.core.RunCell;
import ddrmpo.core.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The evaluation of a run's last policies under every tested dynamics. The start state of an
 * episode depends on the evaluation's seed, the task and the episode's number alone, so all recipes
 * and runs are compared on the same start states.
 */
public final class PolicyEvaluation {
  private PolicyEvaluation() {}

  /**
   * The rows of all episodes.
   *
   * @throws ddrmpo.core.UserError if the run's policies are missing or damaged
   * @throws Progress.CancelledException if the progress says so
   */
  public static List<EvaluationRow> run(
      EvaluationCell cell, Artifacts artifacts, Provenance provenance, Progress progress)
      throws IOException {
    List<Snapshot> snapshots = Snapshot.of(cell.run(), artifacts);
    List<EvaluationRow> rows = new ArrayList<>();
    int done = 0;
    for (Perturbation.Tested tested : cell.tested()) {
      try (Episodes episodes =
          new Episodes(
              cell.run().task(),
              cell.run().parameter(),
              tested.value(),
              cell.settings().episodes())) {
        for (Snapshot snapshot : snapshots) {
          List<Episodes.Outcome> outcomes =
              episodes.run(snapshot.policy(), episode -> start(cell, episode));
          for (int episode = 0; episode < outcomes.size(); episode++) {
            rows.add(row(cell, tested, snapshot, episode, outcomes.get(episode), provenance));
          }
          if (progress.cancelled()) {
            throw new Progress.CancelledException(cell.label());
          }
        }
      }
      progress.steps(++done, cell.tested().size());
    }
    return rows;
  }

  private static Rng start(EvaluationCell cell, int episode) {
    return Seeds.rng(cell.seed(), "evaluate", cell.run().task(), Integer.toString(episode));
  }

  private static EvaluationRow row(
      EvaluationCell cell,
      Perturbation.Tested tested,
      Snapshot snapshot,
      int episode,
      Episodes.Outcome outcome,
      Provenance provenance) {
    RunCell run = cell.run();
    return new EvaluationRow(
        run.id(),
        run.task(),
        run.recipe().name(),
        TrainingRun.size(run),
        run.seed(),
        run.parameter(),
        tested.value(),
        tested.role().text(),
        snapshot.step(),
        episode,
        outcome.sum(),
        outcome.steps(),
        outcome.status(),
        provenance);
  }
}
