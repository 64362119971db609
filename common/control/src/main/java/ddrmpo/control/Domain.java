package ddrmpo.control;

import ddrmpo.core.Rng;

/**
 * What a domain says about one simulator beyond its dynamics. An instance belongs to the one {@link
 * ddrmpo.mujoco.Data} it was made for, has looked up its indices, and allocates nothing afterwards.
 */
interface Domain {

  /** Writes the observation of the simulator's present state [O]. */
  void observe(double[] observation);

  /**
   * The reward of having arrived in the simulator's present state.
   *
   * @param action the action that led here, inside [-1, 1] [D]
   * @return a number in [0, 1]
   */
  double reward(double[] action);

  /** Draws a start state into a simulator that was just reset; derived quantities may be stale. */
  void reset(Rng rng);
}
