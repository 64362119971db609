package ddrmpo.core;

import java.io.Serializable;

/**
 * How policies are evaluated.
 *
 * @param episodes episodes at each perturbation value
 * @param seed seed of the initial states, which all recipes and runs share
 */
public record EvaluateSettings(int episodes, long seed) implements Serializable {

  /** Refuses an evaluation of nothing. */
  public EvaluateSettings {
    Settings.atLeast("evaluate.episodes", episodes, 1);
  }
}
