package ddrmpo.core;

import java.io.Serializable;

/**
 * How one run collects and learns.
 *
 * @param steps environment steps in the run
 * @param stepsPerUpdate environment steps for each update
 * @param replay greatest number of transitions kept
 * @param learningStarts steps before the first update
 * @param randomSteps first steps that take random actions instead of the policy's
 * @param randomHold steps that each random action is held
 * @param episodeCut steps after which an episode of the random phase is cut (truncated, not ended)
 * @param evaluateEvery steps between evaluations on the nominal task
 * @param evaluationEpisodes episodes in each of them
 * @param snapshots how many of the last evaluated policies are kept; the reported return is their
 *     mean
 * @param checkpointEvery steps between checkpoints
 */
public record TrainSettings(
    long steps,
    int stepsPerUpdate,
    int replay,
    long learningStarts,
    long randomSteps,
    int randomHold,
    int episodeCut,
    long evaluateEvery,
    int evaluationEpisodes,
    int snapshots,
    long checkpointEvery)
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
