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

  /**
   * Draws a start state into a simulator that was just reset; derived quantities may be stale.
   *
   * @throws ddrmpo.mujoco.PhysicsException if settling into the start state diverges
   */
  void reset(Rng rng);

  /**
   * Turns an action into the controls of the simulator: the same numbers, unless a domain says
   * otherwise.
   *
   * @param action inside [-1, 1] [D]
   * @param control receives the controls [D]
   */
  default void control(double[] action, double[] control) {
    System.arraycopy(action, 0, control, 0, control.length);
  }

  /** How many numbers the task remembers beside the simulator's state. */
  default int memory() {
    return 0;
  }

  /** Writes what the task remembers, {@link #memory()} numbers from an offset. */
  default void remember(double[] into, int offset) {}

  /** Reads back what {@link #remember} wrote. */
  default void recall(double[] from, int offset) {}

  /** Remembers what holds where only position and velocity are known. */
  default void forget() {}
}
