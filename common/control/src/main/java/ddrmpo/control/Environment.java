package ddrmpo.control;

import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Model;

/**
 * One simulator of a task at one value of its perturbed parameter. An episode never ends early: its
 * user counts {@link TaskSpec#episodeSteps()} steps and treats the end as truncation, with discount
 * 1. For one thread at a time; owns native memory until {@link #close()}. Steps allocate nothing.
 */
public final class Environment implements AutoCloseable {
  private final TaskSpec spec;
  private final double value;
  private final int substeps;
  private final Model model;
  private final Data data;
  private final Domain domain;
  private final double[] control; // [D]

  private Environment(Task task, double value) {
    spec = task.spec();
    this.value = value;
    substeps = task.substeps();
    model = Model.fromXml(task.model().apply(value));
    data = model.newData();
    domain = task.domain().apply(data);
    control = new double[spec.actionSize()];
  }

  /**
   * A simulator, in its reference position: call {@link #reset} or {@link #restore} before the
   * first step.
   *
   * @param task the task's name
   * @param value value of the task's perturbed parameter, in its unit
   * @throws UserError if there is no such task, or the value is NaN or out of the task's range
   */
  public static Environment of(String task, double value) {
    Task found = Suite.task(task);
    requireInRange(found.spec(), value);
    return new Environment(found, value);
  }

  static void requireInRange(TaskSpec spec, double value) {
    Perturbation range = spec.perturbation();
    if (!(value >= range.low() && value <= range.high())) {
      throw UserError.usage(
          "%s = %s is not possible in %s: choose a value in [%s, %s] %s.",
          range.parameter(), value, spec.name(), range.low(), range.high(), range.unit());
    }
  }

  /** The task. */
  public TaskSpec spec() {
    return spec;
  }

  /** The perturbed parameter's value, in its unit. */
  public double value() {
    return value;
  }

  /**
   * Begins an episode in a start state drawn at random.
   *
   * @param rng decides the start state alone
   * @param observation receives the first observation [O]
   */
  public void reset(Rng rng, double[] observation) {
    data.reset();
    domain.reset(rng);
    data.forwardWithoutActuation();
    domain.observe(observation);
  }

  /**
   * One control step.
   *
   * @param action is clipped to [-1, 1], not changed [D]
   * @param observation receives the next observation [O]
   * @return the reward, in [0, 1]
   * @throws UserError if the action has another length than D, or holds a NaN
   * @throws ddrmpo.mujoco.PhysicsException if the simulation diverges; reset or restore it then
   */
  public double step(double[] action, double[] observation) {
    requireLength("action", action, spec.actionSize());
    for (int i = 0; i < control.length; i++) {
      if (Double.isNaN(action[i])) {
        throw UserError.data(
            "Action %d of %s is NaN: the policy is damaged, train or load it again.",
            i, spec.name());
      }
      control[i] = Math.max(-1, Math.min(1, action[i]));
    }
    data.step(control, substeps);
    domain.observe(observation);
    double reward = domain.reward(control);
    return Math.max(0, Math.min(1, reward)); // rounding can make a cosine exceed 1
  }

  /** Writes the full simulator state: time, qpos, qvel, act, qacc_warmstart [S]. */
  public void state(double[] into) {
    requireLength("state", into, spec.stateSize());
    data.state(into, 0);
  }

  /**
   * Continues from a full state, bit for bit as the simulator that it was taken from, if that had
   * the same value.
   *
   * @param state from {@link #state(double[])} [S]
   * @param observation receives the state's observation [O]
   * @throws UserError if the state has another length than S, or is not finite
   */
  public void restore(double[] state, double[] observation) {
    requireFinite("state", state, spec.stateSize());
    data.setState(state, 0);
    data.forwardWithoutActuation();
    domain.observe(observation);
  }

  /**
   * Continues from a position and velocity, at time 0 and with a cold solver.
   *
   * @param qpos generalised position, m and rad
   * @param qvel generalised velocity, m/s and rad/s
   * @param observation receives the state's observation [O]
   * @throws UserError if a length is wrong or a number is not finite
   */
  public void restore(double[] qpos, double[] qvel, double[] observation) {
    requireFinite("qpos", qpos, model.nq());
    requireFinite("qvel", qvel, model.nv());
    data.reset();
    for (int i = 0; i < qpos.length; i++) {
      data.setQpos(i, qpos[i]);
    }
    for (int i = 0; i < qvel.length; i++) {
      data.setQvel(i, qvel[i]);
    }
    data.forwardWithoutActuation();
    domain.observe(observation);
  }

  /** A copy of the generalised position, m and rad. */
  public double[] qpos() {
    double[] copy = new double[model.nq()];
    data.qpos(copy);
    return copy;
  }

  /** A copy of the generalised velocity, m/s and rad/s. */
  public double[] qvel() {
    double[] copy = new double[model.nv()];
    data.qvel(copy);
    return copy;
  }

  /** Loads a full state without deriving its observation: the next call must be a step. */
  void load(double[] states, int offset) {
    data.setState(states, offset);
  }

  Model model() {
    return model;
  }

  int substeps() {
    return substeps;
  }

  private void requireFinite(String what, double[] array, int length) {
    requireLength(what, array, length);
    for (double number : array) {
      if (!Double.isFinite(number)) {
        throw UserError.data(
            "The %s of %s holds %s: only finite numbers can be restored.",
            what, spec.name(), number);
      }
    }
  }

  private void requireLength(String what, double[] array, int length) {
    if (array.length != length) {
      throw UserError.data(
          "The %s of %s has %d numbers: it must have %d.", what, spec.name(), array.length, length);
    }
  }

  /** Frees the simulator; a second call does nothing. */
  @Override
  public void close() {
    data.close();
    model.close();
  }
}
