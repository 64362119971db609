package ddrmpo.runs;

import ddrmpo.control.Environment;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.learning.Policy;
import ddrmpo.mujoco.PhysicsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Whole episodes of a policy's mean action, all episodes side by side so that the policy acts on a
 * batch. Owns one simulator an episode; not thread-safe.
 */
final class Episodes implements AutoCloseable {
  private final TaskSpec spec;
  private final List<Environment> environments = new ArrayList<>();

  /** Simulators for a number of episodes of a task at one value of a parameter. */
  Episodes(String task, String parameter, double value, int episodes) {
    for (int e = 0; e < episodes; e++) {
      environments.add(Environment.of(task, parameter, value));
    }
    spec = environments.get(0).spec();
  }

  /**
   * One episode's end.
   *
   * @param sum sum of the rewards
   * @param steps control steps
   * @param status {@code ended}, or {@code failed: } and why
   */
  record Outcome(double sum, int steps, String status) {}

  /**
   * Runs every episode to its end.
   *
   * @param policy acts with its mean
   * @param starts the generator that draws the start state of each episode
   * @return the outcome of each episode
   */
  List<Outcome> run(Policy policy, IntFunction<Rng> starts) {
    int episodes = environments.size();
    int o = spec.observationSize();
    int d = spec.actionSize();
    double[] observation = new double[o];
    double[] action = new double[d];
    float[] observations = new float[episodes * o]; // [B, O]
    float[] actions = new float[episodes * d]; // [B, D]
    double[] sums = new double[episodes];
    Outcome[] outcomes = new Outcome[episodes];
    for (int e = 0; e < episodes; e++) {
      environments.get(e).reset(starts.apply(e), observation);
      Precision.narrow(observation, observations, e * o);
    }
    for (int step = 1; step <= spec.episodeSteps(); step++) {
      policy.mean(episodes, observations, actions);
      for (int e = 0; e < episodes; e++) {
        if (outcomes[e] != null) {
          continue;
        }
        Precision.widen(actions, e * d, action);
        try {
          sums[e] += environments.get(e).step(action, observation);
        } catch (PhysicsException failure) {
          outcomes[e] = new Outcome(sums[e], step - 1, "failed: " + failure.getMessage());
          continue;
        }
        Precision.narrow(observation, observations, e * o);
        if (step == spec.episodeSteps()) {
          outcomes[e] = new Outcome(sums[e], step, "ended");
        }
      }
    }
    return List.of(outcomes);
  }

  @Override
  public void close() {
    environments.forEach(Environment::close);
  }
}
