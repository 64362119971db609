package ddrmpo.jobs;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.learning.Policy;
import java.util.Iterator;
import java.util.List;

/** Where the actions of a rollout come from. */
interface RolloutActions {

  /** The next action, inside [-1, 1] [D], at an observation [O]. */
  double[] next(double[] observation);

  /** Uniformly random actions. */
  static RolloutActions random(TaskSpec spec, long seed) {
    Rng rng = Seeds.rng(seed, "rollout", "actions");
    return observation -> {
      double[] action = new double[spec.actionSize()];
      for (int i = 0; i < action.length; i++) {
        action[i] = rng.uniform(-1, 1);
      }
      return action;
    };
  }

  /** The policy's mean actions. */
  static RolloutActions of(TaskSpec spec, Policy policy) {
    return observation -> {
      float[] narrow = new float[observation.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) observation[i];
      }
      float[] mean = new float[spec.actionSize()];
      policy.mean(1, narrow, mean);
      double[] action = new double[mean.length];
      for (int i = 0; i < action.length; i++) {
        action[i] = mean[i];
      }
      return action;
    };
  }

  /** Given actions in their order, clipped as the simulator does. */
  static RolloutActions of(List<double[]> actions) {
    Iterator<double[]> left = actions.iterator();
    return observation -> {
      double[] action = left.next().clone();
      for (int i = 0; i < action.length; i++) {
        action[i] = Math.max(-1, Math.min(1, action[i]));
      }
      return action;
    };
  }
}
