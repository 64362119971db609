package ddrmpo.core;

import java.io.Serializable;

/** How an offline dataset is made. */
public record GenerateSettings(
    @Doc("N, transitions in the dataset") long transitions,
    @Doc("steps of an episode of the dataset") int episodeSteps,
    @Doc("share of the episodes that no model is fitted to") double heldOut,
    @Doc("weight of uniformly random actions in the behaviour mixture") double uniform,
    @Doc("weight of random actions held for several steps") double held,
    @Doc("weight of snapshots of a nominally trained agent") double agent,
    @Doc("greatest number of steps a random action is held") int hold,
    @Doc("probability of a random action in the agent's episodes") double agentEpsilon,
    @Doc("environment steps that the behaviour agent is trained for") long agentSteps,
    @Doc("how many snapshots of it behave, spread over its training") int agentSnapshots,
    @Doc("seed of the datasets, shared by the study's runs") long seed)
    implements Serializable {

  /** Refuses what cannot be generated. */
  public GenerateSettings {
    Settings.atLeast("generate.transitions", transitions, 1);
    Settings.atLeast("generate.episode-steps", episodeSteps, 1);
    Settings.within("generate.held-out", heldOut, 0, 0.9);
    Settings.atLeast("generate.uniform", uniform, 0);
    Settings.atLeast("generate.held", held, 0);
    Settings.atLeast("generate.agent", agent, 0);
    Settings.positive("generate.uniform + generate.held + generate.agent", uniform + held + agent);
    Settings.atLeast("generate.hold", hold, 1);
    Settings.within("generate.agent-epsilon", agentEpsilon, 0, 1);
    Settings.atLeast("generate.agent-steps", agentSteps, 1);
    Settings.atLeast("generate.agent-snapshots", agentSnapshots, 1);
    if (transitions > Integer.MAX_VALUE) {
      throw UserError.usage(
          "generate.transitions = %d is more than a dataset may hold (%d): split it by seed.",
          transitions, Integer.MAX_VALUE);
    }
  }

  /** Episodes in the dataset; the last one may be shorter. */
  public int episodes() {
    return (int) ((transitions + episodeSteps - 1) / episodeSteps);
  }

  /** Episodes held out, at least one: the last ones of a shuffle by the dataset's seed. */
  public int heldOutEpisodes() {
    return (int) Math.max(1, Math.round(heldOut * episodes()));
  }
}
