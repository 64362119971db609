package ddrmpo.control;

import ddrmpo.core.Parameter;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UncertaintySet;
import ddrmpo.core.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * The uncertainty set of R-MPO: the task's simulator at each perturbed value. A successor is one
 * control step of a perturbed simulator that was loaded with the transition's full state, so
 * generalised coordinates are kept, also where a longer limb then reaches into the floor.
 *
 * <p>B batch, K members, O observation, D action, S state.
 */
public final class PhysicsSet implements UncertaintySet {
  private final TaskSpec spec;
  private final List<Environment> perturbed; // [K]
  private final double[] action; // [D]
  private final double[] successor; // [O]

  private PhysicsSet(TaskSpec spec, List<Environment> perturbed) {
    this.spec = spec;
    this.perturbed = perturbed;
    action = new double[spec.actionSize()];
    successor = new double[spec.observationSize()];
  }

  /**
   * The set of simulators at these values.
   *
   * @param task the task's name
   * @param parameter the perturbed parameter
   * @param values values of the perturbed parameter, the nominal one first; its simulator is the
   *     one that the agent acts in, and is not built again
   * @throws UserError if there is no such task or parameter, no value, or a value out of range
   */
  public static PhysicsSet of(String task, String parameter, List<Double> values) {
    TaskSpec spec = Suite.spec(task, parameter);
    if (values.isEmpty()) {
      throw UserError.usage(
          "The uncertainty set of %s has no value: begin it with the nominal %s.", task, parameter);
    }
    Parameter registered = spec.parameter(parameter);
    values.forEach(value -> registered.require(task, value));
    List<Environment> perturbed = new ArrayList<>();
    for (double value : values.subList(1, values.size())) {
      perturbed.add(Environment.of(task, parameter, value));
    }
    return new PhysicsSet(spec, perturbed);
  }

  @Override
  public int members() {
    return perturbed.size();
  }

  /** True: the nominal successor is the transition's own. */
  @Override
  public boolean nominalTakesPart() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserError if an action is NaN
   * @throws ddrmpo.mujoco.PhysicsException if a perturbed simulation diverges
   */
  @Override
  public void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors) {
    int written = 0;
    for (int b = 0; b < batch; b++) {
      for (int d = 0; d < action.length; d++) {
        action[d] = actions[b * action.length + d];
      }
      for (Environment member : perturbed) {
        member.load(states, b * spec.stateSize());
        member.step(action, successor);
        for (double component : successor) {
          successors[written++] = (float) component;
        }
      }
    }
  }

  @Override
  public void close() {
    perturbed.forEach(Environment::close);
  }
}
