package ddrmpo.jobs;

import ddrmpo.control.Suite;
import ddrmpo.core.DatasetCell;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.ModelCell;
import ddrmpo.core.ModelKind;
import ddrmpo.core.RunCell;
import ddrmpo.core.SetKind;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TrainSettings;
import java.util.List;
import java.util.Map;

/**
 * Estimated CPU times of cells, in seconds of one core: counts of operations at the speeds that
 * {@code data/benchmarks/results.md} measured.
 */
final class Costs {
  /** Seconds of a control step beside the physics: observing, acting, storing. */
  private static final double STEP = 6e-6;

  /** Seconds of a control step's physics by the beginning of the task's name. */
  private static final Map<String, Double> PHYSICS =
      Map.of(
          "acrobot", 3.6e-6,
          "cartpole", 4.2e-6,
          "cheetah", 9e-6,
          "hopper", 27e-6,
          "pendulum", 1.3e-6,
          "walker", 71e-6,
          "shadow-hand", 700e-6);

  /** Multiplications and additions a second of one core in large networks. */
  private static final double SPEED = 93e9;

  /** Of a network that sees one row at a time. */
  private static final double SINGLE_ROW_SPEED = 10e9;

  /** Seconds of an update beside its arithmetic, and of each of its action rows. */
  private static final double UPDATE = 40e-6;

  private static final double ROW = 75e-9;

  private static final double GRADIENT_STEP = 1e-3;

  private Costs() {}

  static double dataset(DatasetCell cell) {
    return 2 * step(cell.task()) * cell.settings().transitions();
  }

  static double model(ModelCell cell) {
    if (cell.kind() != ModelKind.NEURAL) {
      return 5 + cell.size() * 10e-6;
    }
    double operations = 6 * parameters(cell) * cell.settings().batch();
    return 5 + cell.settings().gradientSteps() * (GRADIENT_STEP + operations / SPEED);
  }

  static double run(RunCell cell) {
    TrainSettings settings = cell.settings();
    LearnerSettings learner = cell.learner();
    TaskSpec spec = Suite.spec(cell.task());
    boolean placebo = cell.recipe().set() == SetKind.PLACEBO; // its models predict nothing
    int simulators = cell.recipe().set().simulators() ? cell.set().size() : 1;
    int models = placebo ? 0 : cell.models().size();
    int slots = placebo ? 1 + simulators : simulators + models;
    double rows = (double) learner.batch() * learner.actions() * slots;
    double critic = parameters(spec.observationSize() + spec.actionSize(), learner.critic());
    double policy = parameters(spec.observationSize(), learner.policy());
    double operations =
        2 * rows * critic
            + 6 * learner.batch() * critic
            + (6 + 2.0 * slots) * learner.batch() * policy;
    double updates = (double) settings.steps() / settings.stepsPerUpdate();
    double evaluated =
        (double) settings.steps()
            / settings.evaluateEvery()
            * settings.evaluationEpisodes()
            * spec.episodeSteps();
    double predictions =
        models == 0
            ? 0
            : settings.steps() * models * 2 * parameters(cell.models().get(0)) / SINGLE_ROW_SPEED;
    return updates * (UPDATE + rows * ROW + operations / SPEED)
        + step(cell.task()) * (settings.steps() * simulators + evaluated)
        + predictions;
  }

  static double evaluation(EvaluationCell cell) {
    return step(cell.run().task())
        * cell.tested().size()
        * cell.run().settings().snapshots()
        * cell.settings().episodes()
        * Suite.spec(cell.run().task()).episodeSteps();
  }

  private static double step(String task) {
    return STEP
        + PHYSICS.entrySet().stream()
            .filter(each -> task.startsWith(each.getKey()))
            .mapToDouble(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
  }

  private static double parameters(ModelCell cell) {
    TaskSpec spec = Suite.spec(cell.dataset().task());
    return parameters(spec.observationSize() + spec.actionSize(), cell.settings().hidden());
  }

  private static double parameters(int inputs, List<Integer> hidden) {
    double count = 0;
    int in = inputs;
    for (int width : hidden) {
      count += (double) in * width;
      in = width;
    }
    return count;
  }
}
