package ddrmpo.learning.tabular;

import ddrmpo.core.UserError;

/** A policy pi(a|s) over S states and A actions, as a table. Immutable. */
public final class TabularPolicy {
  private final double[][] probabilities; // [S, A]

  /**
   * A policy.
   *
   * @param probabilities pi(a|s) [S, A]; copied
   * @throws UserError if there is no state, or a row is not A numbers of at least 0 that sum to 1
   */
  public TabularPolicy(double[][] probabilities) {
    if (probabilities.length == 0) {
      throw UserError.usage("A policy for 0 states is of no use: give a row for each state.");
    }
    this.probabilities = new double[probabilities.length][];
    for (int s = 0; s < probabilities.length; s++) {
      this.probabilities[s] =
          Probabilities.checked(
              "The policy in state " + s, probabilities[s], probabilities[0].length);
    }
  }

  /** S, states. */
  public int states() {
    return probabilities.length;
  }

  /** A, actions. */
  public int actions() {
    return probabilities[0].length;
  }

  /** pi(a|s). */
  public double probability(int s, int a) {
    return probabilities[s][a];
  }

  /**
   * KL(pi(.|s) || reference(.|s)), in nats: the expectation of Eq. 2's log-ratio. Infinite if this
   * policy takes an action that the reference never takes.
   */
  public double divergence(TabularPolicy reference, int s) {
    double sum = 0;
    for (int a = 0; a < actions(); a++) {
      double p = probabilities[s][a];
      if (p > 0) {
        sum += p * (Math.log(p) - Math.log(reference.probabilities[s][a]));
      }
    }
    return sum;
  }
}
