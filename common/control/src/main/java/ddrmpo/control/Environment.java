package ddrmpo.control;

import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Model;

/**
 * One simulator of a task at one value of one of its parameters; the others have their standard
 * values. An episode never ends early: its user counts {@link TaskSpec#episodeSteps()} steps and
 * treats the end as truncation, with discount 1. For one thread at a time; owns native memory until
 * {@link #close()}. Steps allocate nothing.
 */
public final class Environment implements AutoCloseable {
  private final TaskSpec spec;
  private final double value;
  private final int substeps;
  private final double noise; // standard deviation of the observation's
  private final Model model;
  private final Data data;
  private final Domain domain;
  private final ActionDelay delay;
  private final double[] action; // inside [-1, 1] [D]
  private final double[] acting; // the action that the delay lets act now [D]
  private final double[] control; // [D]

  private Environment(TaskSpec spec, Task task, Parameters parameters, double value) {
    this.spec = spec;
    this.value = value;
    substeps = task.substeps();
    noise = parameters.get(Common.OBSERVATION_NOISE);
    model = Model.fromXml(task.model().apply(parameters));
    data = model.newData();
    domain = task.domain().apply(data);
    action = new double[spec.actionSize()];
    acting = new double[spec.actionSize()];
    control = new double[spec.actionSize()];
    int remembered = spec.stateSize() - model.stateSize() - domain.memory();
    delay =
        new ActionDelay(
            (int) parameters.get(Common.ACTION_DELAY), remembered / action.length, action.length);
  }

  /**
   * A simulator at a value of the parameter that the task perturbs by default, see {@link
   * #of(String, String, double)}.
   */
  public static Environment of(String task, double value) {
    return of(task, Suite.spec(task).perturbation().parameter(), value);
  }

  /**
   * A simulator, in its reference position: call {@link #reset} or {@link #restore} before the
   * first step.
   *
   * @param task the task's name
   * @param parameter one of {@link TaskSpec#parameters()} by name
   * @param value the parameter's value, in its unit
   * @throws UserError if there is no such task or parameter, or the value is NaN or out of range
   */
  public static Environment of(String task, String parameter, double value) {
    Task found = Suite.task(task);
    Parameters parameters = Parameters.of(found.spec(), parameter, value);
    return new Environment(Suite.spec(task, parameter), found, parameters, value);
  }

  /** A simulator with any values of all parameters; its value is that of the first. */
  static Environment of(String task, Parameters parameters) {
    TaskSpec spec = Suite.spec(task, Common.ACTION_DELAY.name());
    return new Environment(spec, Suite.task(task), parameters, parameters.values().get(0));
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
    domain.forget();
    delay.clear();
    domain.reset(rng);
    data.forwardWithoutActuation();
    observe(observation);
  }

  /**
   * One control step.
   *
   * @param given the action, which is clipped to [-1, 1], not changed [D]
   * @param observation receives the next observation [O]
   * @return the reward, in [0, 1]
   * @throws UserError if the action has another length than D, or holds a NaN
   * @throws ddrmpo.mujoco.PhysicsException if the simulation diverges; reset or restore it then
   */
  public double step(double[] given, double[] observation) {
    requireLength("action", given, spec.actionSize());
    for (int i = 0; i < action.length; i++) {
      if (Double.isNaN(given[i])) {
        throw UserError.data(
            "Action %d of %s is NaN: the policy is damaged, train or load it again.",
            i, spec.name());
      }
      action[i] = Math.max(-1, Math.min(1, given[i]));
    }
    delay.pass(action, acting);
    domain.control(acting, control);
    data.step(control, substeps);
    observe(observation);
    double reward = domain.reward(acting);
    return Math.max(0, Math.min(1, reward)); // rounding can make a cosine exceed 1
  }

  /**
   * Writes the full state: time, qpos, qvel, act, qacc_warmstart, what the task remembers, and, if
   * the delay of actions is perturbed, the actions on their way [S].
   */
  public void state(double[] into) {
    requireLength("state", into, spec.stateSize());
    data.state(into, 0);
    domain.remember(into, model.stateSize());
    delay.save(into, model.stateSize() + domain.memory());
  }

  /**
   * Continues from a full state, bit for bit as the simulator that it was taken from, if that had
   * the same value. Forces of contacts in an observation are computed afresh.
   *
   * @param state from {@link #state(double[])} [S]
   * @param observation receives the state's observation [O]
   * @throws UserError if the state has another length than S, or is not finite
   */
  public void restore(double[] state, double[] observation) {
    requireFinite("state", state, spec.stateSize());
    load(state, 0);
    data.forwardWithoutActuation();
    observe(observation);
  }

  /**
   * Continues from a position and velocity, at time 0, with a cold solver and nothing remembered.
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
    domain.forget();
    delay.clear();
    for (int i = 0; i < qpos.length; i++) {
      data.setQpos(i, qpos[i]);
    }
    for (int i = 0; i < qvel.length; i++) {
      data.setQvel(i, qvel[i]);
    }
    data.forwardWithoutActuation();
    observe(observation);
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
    domain.recall(states, offset + model.stateSize());
    delay.load(states, offset + model.stateSize() + domain.memory());
  }

  private void observe(double[] observation) {
    domain.observe(observation);
    if (noise > 0) {
      Rng rng = new Rng(stateHash());
      for (int o = 0; o < observation.length; o++) {
        observation[o] += noise * rng.nextGaussian();
      }
    }
  }

  /** Makes the noise a function of the state: a restored state is observed the same again. */
  private long stateHash() {
    long hash = Double.doubleToRawLongBits(data.time());
    for (int i = 0; i < model.nq(); i++) {
      hash = 31 * hash + Double.doubleToRawLongBits(data.qpos(i));
    }
    for (int i = 0; i < model.nv(); i++) {
      hash = 31 * hash + Double.doubleToRawLongBits(data.qvel(i));
    }
    return hash;
  }

  double time() {
    return data.time();
  }

  int memory() {
    return domain.memory();
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
