package ddrmpo.core;

import java.io.Serializable;

/** How one run collects and learns. */
public record TrainSettings(
    @Doc("environment steps in the run") long steps,
    @Doc("environment steps for each update") int stepsPerUpdate,
    @Doc("n of the n-step returns; more than 1 only without an uncertainty set") int nStep,
    @Doc("greatest number of transitions kept") int replay,
    @Doc("steps before the first update") long learningStarts,
    @Doc("first steps that take random actions instead of the policy's") long randomSteps,
    @Doc("steps that each random action is held") int randomHold,
    @Doc("steps after which an episode of the random phase is cut (truncated, not ended)")
        int episodeCut,
    @Doc("steps between evaluations on the nominal task") long evaluateEvery,
    @Doc("episodes in each of them") int evaluationEpisodes,
    @Doc("how many of the last evaluated policies are kept; the reported return is their mean")
        int snapshots,
    @Doc("steps between checkpoints") long checkpointEvery)
    implements Serializable {
  private static final int MOST_STEPS = 1000;

  /** Refuses contradictions, quoting both values. */
  public TrainSettings {
    Settings.atLeast("train.steps", steps, 1);
    Settings.atLeast("train.steps-per-update", stepsPerUpdate, 1);
    Settings.within("train.n-step", nStep, 1, MOST_STEPS);
    Settings.atLeast("train.replay", replay, 1);
    Settings.atLeast("train.learning-starts", learningStarts, 0);
    Settings.atLeast("train.random-steps", randomSteps, 0);
    Settings.atLeast("train.random-hold", randomHold, 1);
    Settings.atLeast("train.episode-cut", episodeCut, 1);
    Settings.atLeast("train.evaluate-every", evaluateEvery, 1);
    Settings.atLeast("train.evaluation-episodes", evaluationEpisodes, 1);
    Settings.atLeast("train.snapshots", snapshots, 1);
    Settings.atLeast("train.checkpoint-every", checkpointEvery, 1);
    if (learningStarts >= steps) {
      throw UserError.usage(
          "train.learning-starts = %d leaves no step of train.steps = %d to learn in: lower the one or raise the other.",
          learningStarts, steps);
    }
    if (evaluateEvery > steps) {
      throw UserError.usage(
          "train.evaluate-every = %d is longer than the run, train.steps = %d: lower it.",
          evaluateEvery, steps);
    }
  }

  /** Refuses returns that the recipe's backup cannot have. */
  void requireFor(Recipe recipe) {
    if (nStep > 1 && recipe.set() != SetKind.NONE) {
      throw UserError.usage(
          "train.n-step = %d contradicts recipe \"%s\", whose %s is over one-step successors: set train.n-step = 1 or leave the recipe out.",
          nStep, recipe.name(), recipe.backup().text());
    }
  }

  /** The same with a multiple of the steps. */
  TrainSettings times(int samples) {
    return new TrainSettings(
        samples * steps,
        stepsPerUpdate,
        nStep,
        replay,
        learningStarts,
        randomSteps,
        randomHold,
        episodeCut,
        evaluateEvery,
        evaluationEpisodes,
        snapshots,
        checkpointEvery);
  }
}
