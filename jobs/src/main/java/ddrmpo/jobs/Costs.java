package ddrmpo.jobs;

import ddrmpo.core.DatasetCell;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.ModelCell;
import ddrmpo.core.ModelKind;
import ddrmpo.core.RunCell;
import ddrmpo.core.SetKind;
import ddrmpo.core.TrainSettings;
import java.util.List;

/** Rough CPU times of cells, in seconds, for the plan: counts of operations at a usual speed. */
final class Costs {
  /** Seconds of a control step of a small model, in simulator and bookkeeping. */
  private static final double STEP = 15e-6;

  /** Multiplications and additions a second of one core in these networks. */
  private static final double SPEED = 20e9;

  /** Seconds of an update or gradient step beside its arithmetic. */
  private static final double UPDATE = 100e-6;

  private static final double GRADIENT_STEP = 1e-3;

  /** Observation and action of the usual tasks. */
  private static final int INPUTS = 8;

  private static final int EPISODE_STEPS = 1000;

  private Costs() {}

  static double dataset(DatasetCell cell) {
    return 3 * STEP * cell.settings().transitions();
  }

  static double model(ModelCell cell) {
    if (cell.kind() != ModelKind.NEURAL) {
      return 5 + cell.size() * 10e-6;
    }
    double operations = 6.0 * parameters(cell.settings().hidden()) * cell.settings().batch();
    return 5 + cell.settings().gradientSteps() * (GRADIENT_STEP + operations / SPEED);
  }

  static double run(RunCell cell) {
    TrainSettings settings = cell.settings();
    LearnerSettings learner = cell.learner();
    int members =
        cell.recipe().set() == SetKind.NONE ? 1 : cell.set().size() + cell.models().size();
    double rows = (double) learner.batch() * learner.actions() * members;
    double critic = parameters(learner.critic());
    double policy = parameters(learner.policy());
    double operations =
        2 * rows * critic
            + 6 * learner.batch() * critic
            + (6 + 2.0 * members) * learner.batch() * policy;
    double updates = (double) settings.steps() / settings.stepsPerUpdate();
    double evaluated =
        (double) settings.steps()
            / settings.evaluateEvery()
            * settings.evaluationEpisodes()
            * EPISODE_STEPS;
    return updates * (UPDATE + operations / SPEED)
        + STEP * (settings.steps() * members + evaluated);
  }

  static double evaluation(EvaluationCell cell) {
    return STEP
        * cell.tested().size()
        * cell.run().settings().snapshots()
        * cell.settings().episodes()
        * EPISODE_STEPS;
  }

  private static double parameters(List<Integer> hidden) {
    double count = 0;
    int in = INPUTS;
    for (int width : hidden) {
      count += (double) in * width;
      in = width;
    }
    return count;
  }
}
