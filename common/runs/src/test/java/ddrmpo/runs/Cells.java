package ddrmpo.runs;

import ddrmpo.core.DatasetCell;
import ddrmpo.core.EvaluateSettings;
import ddrmpo.core.EvaluationCell;
import ddrmpo.core.GenerateSettings;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Perturbation.Role;
import ddrmpo.core.Perturbation.Tested;
import ddrmpo.core.Profiles;
import ddrmpo.core.Provenance;
import ddrmpo.core.Randomisation;
import ddrmpo.core.Recipe;
import ddrmpo.core.RunCell;
import ddrmpo.core.SetKind;
import ddrmpo.core.TrainSettings;
import java.util.List;

/** Small cells for the tests of this package. */
final class Cells {
  static final Provenance PROVENANCE = new Provenance("tests", "cell", "{}", "", "");

  static final LearnerSettings LEARNER = Profiles.learner("laptop", List.of());

  private Cells() {}

  static TrainSettings training(long steps) {
    return new TrainSettings(
        steps,
        1,
        1,
        200_000,
        300,
        500,
        20,
        250,
        Math.max(1, steps / 4),
        2,
        2,
        Math.max(1, steps / 3));
  }

  static RunCell run(String recipe, long steps, long seed) {
    Recipe named = Recipe.named(recipe);
    return new RunCell(
        "tests",
        "pendulum-swingup",
        named,
        "ball-mass",
        1.0,
        named.set() == SetKind.PHYSICS || named.randomisation() != Randomisation.NONE
            ? List.of(1.0, 1.1, 1.4)
            : List.of(),
        List.of(),
        LEARNER,
        training(steps),
        seed);
  }

  /** The same run with returns of n steps. */
  static RunCell withSteps(RunCell run, int n) {
    TrainSettings one = run.settings();
    TrainSettings settings =
        new TrainSettings(
            one.steps(),
            one.stepsPerUpdate(),
            n,
            one.replay(),
            one.learningStarts(),
            one.randomSteps(),
            one.randomHold(),
            one.episodeCut(),
            one.evaluateEvery(),
            one.evaluationEpisodes(),
            one.snapshots(),
            one.checkpointEvery());
    return new RunCell(
        run.study(),
        run.task(),
        run.recipe(),
        run.parameter(),
        run.nominal(),
        run.set(),
        run.models(),
        run.learner(),
        settings,
        run.seed());
  }

  static DatasetCell dataset(long transitions, double agent) {
    return new DatasetCell(
        "tests",
        "pendulum-swingup",
        "ball-mass",
        1.1,
        1.0,
        new GenerateSettings(transitions, 100, 0.2, 1, 1, agent, 20, 0.3, 1000, 2, 0),
        training(1000),
        LEARNER,
        0);
  }

  static EvaluationCell evaluation(RunCell run) {
    return new EvaluationCell(
        "tests",
        run,
        List.of(new Tested(1.0, Role.NOMINAL), new Tested(1.5, Role.HOLDOUT)),
        new EvaluateSettings(3, 0));
  }
}
