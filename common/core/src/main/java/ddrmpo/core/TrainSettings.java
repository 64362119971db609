package ddrmpo.core;

import java.io.Serializable;

/** How one run collects and learns. */
public record TrainSettings(
    @Doc("environment steps in the run") long steps,
    @Doc("environment steps for each update") int stepsPerUpdate,
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

  /** Refuses contradictions, quoting both values. */
  public TrainSettings {
    Settings.atLeast("train.steps", steps, 1);
    Settings.atLeast("train.steps-per-update", stepsPerUpdate, 1);
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
}
