package ddrmpo.core;

import java.io.Serializable;

/** How policies are evaluated. */
public record EvaluateSettings(
    @Doc("episodes at each perturbation value") int episodes,
    @Doc("seed of the initial states, which all recipes and runs share") long seed)
    implements Serializable {

  /** Refuses an evaluation of nothing. */
  public EvaluateSettings {
    Settings.atLeast("evaluate.episodes", episodes, 1);
  }
}
