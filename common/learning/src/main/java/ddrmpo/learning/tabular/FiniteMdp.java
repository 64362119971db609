package ddrmpo.learning.tabular;

import ddrmpo.core.UserError;

/**
 * A finite Markov decision process with K transition kernels. They span an uncertainty set that is
 * rectangular: nature may choose another kernel for every state and action. Immutable.
 *
 * <p>Shapes: S states, A actions, K kernels; row b = s A + a is a state and an action.
 */
public final class FiniteMdp {
  private final double[][][][] kernels; // [K, S, A, S]
  private final double[][] rewards; // [S, A]
  private final double gamma;

  /**
   * A process.
   *
   * @param kernels p_k(s'|s, a) [K, S, A, S], the nominal one first; copied
   * @param rewards r(s, a) [S, A]; copied
   * @param gamma the discount of a step, in [0, 1)
   * @throws UserError if a size disagrees with the rewards', a reward is not finite, a kernel's row
   *     has a number below 0 or does not sum to 1 (to 1e-9), or gamma is not in [0, 1)
   */
  public FiniteMdp(double[][][][] kernels, double[][] rewards, double gamma) {
    if (!(gamma >= 0 && gamma < 1)) {
      throw UserError.usage("The discount gamma is %s: give a number in [0, 1).", gamma);
    }
    this.gamma = gamma;
    this.rewards = checkedRewards(rewards);
    checkCount("kernels", kernels.length);
    this.kernels = new double[kernels.length][][][];
    for (int k = 0; k < kernels.length; k++) {
      this.kernels[k] = checkedKernel(k, kernels[k]);
    }
  }

  private static double[][] checkedRewards(double[][] given) {
    checkCount("states", given.length);
    checkCount("actions", given[0].length);
    double[][] copy = new double[given.length][];
    for (int s = 0; s < given.length; s++) {
      checkSize(
          "The reward table's row of state " + s, "actions", given[s].length, given[0].length);
      copy[s] = given[s].clone();
      for (int a = 0; a < copy[s].length; a++) {
        if (!Double.isFinite(copy[s][a])) {
          throw UserError.usage(
              "The reward in state %d of action %d is %s: give a finite number.", s, a, copy[s][a]);
        }
      }
    }
    return copy;
  }

  private double[][][] checkedKernel(int k, double[][][] given) {
    checkSize("Kernel " + k, "states", given.length, states());
    double[][][] copy = new double[states()][actions()][];
    for (int s = 0; s < states(); s++) {
      checkSize("Kernel %d in state %d".formatted(k, s), "actions", given[s].length, actions());
      for (int a = 0; a < actions(); a++) {
        String what = "Kernel %d in state %d under action %d".formatted(k, s, a);
        copy[s][a] = Probabilities.checked(what, given[s][a], states());
      }
    }
    return copy;
  }

  private static void checkCount(String what, int count) {
    if (count == 0) {
      throw UserError.usage("The process has 0 %s: give at least one.", what);
    }
  }

  private static void checkSize(String where, String what, int size, int expected) {
    if (size != expected) {
      throw UserError.usage("%s has %d %s: give %d.", where, size, what, expected);
    }
  }

  /** S. */
  public int states() {
    return rewards.length;
  }

  /** A. */
  public int actions() {
    return rewards[0].length;
  }

  /** K. */
  public int kernels() {
    return kernels.length;
  }

  /** The discount of a step. */
  public double gamma() {
    return gamma;
  }

  /** r(s, a). */
  public double reward(int s, int a) {
    return rewards[s][a];
  }

  /**
   * E[V(s') | s, a] under each kernel: the values a {@link ddrmpo.learning.BackupOperator} reduces.
   *
   * @param value V [S]
   * @return [S A, K]
   */
  double[] nextValues(double[] value) {
    double[] next = new double[states() * actions() * kernels()];
    int i = 0;
    for (int s = 0; s < states(); s++) {
      for (int a = 0; a < actions(); a++) {
        for (double[][][] kernel : kernels) {
          next[i++] = mean(kernel[s][a], value);
        }
      }
    }
    return next;
  }

  private static double mean(double[] probabilities, double[] value) {
    double sum = 0;
    for (int s = 0; s < value.length; s++) {
      sum += probabilities[s] * value[s];
    }
    return sum;
  }
}
