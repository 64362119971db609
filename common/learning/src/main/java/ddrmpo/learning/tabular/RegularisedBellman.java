package ddrmpo.learning.tabular;

import ddrmpo.core.UserError;
import ddrmpo.learning.BackupOperator;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The entropy-regularised Bellman operators of a finite process (Eq. 2, Eq. 3): robust, soft-robust
 * or another, as the backup says. For a fixed policy, T_pi V(s) = sum_a pi(a|s) [r(s, a) - tau log
 * (pi(a|s) / reference(a|s)) + gamma backup_k E_{p_k}[V(s') | s, a]]; the optimal one is its
 * supremum over the policies. Both are gamma-contractions in the maximum norm (Theorems 1 to 4).
 *
 * <p>Shapes: S states, A actions, K kernels; row b = s A + a is a state and an action. A value V
 * [S] is a discounted sum of rewards, in the rewards' unit, as is tau. Immutable.
 */
public final class RegularisedBellman {
  private final FiniteMdp mdp;
  private final BackupOperator backup;
  private final TabularPolicy reference;
  private final double tau;

  /**
   * The operators of a process.
   *
   * @param mdp the process
   * @param backup how the K kernels' expectations become one
   * @param reference the policy that the regulariser draws to
   * @param tau the regulariser's weight, at least 0; with 0 the reference decides nothing
   * @throws UserError if tau is negative or not finite, the reference is not for the process, or
   *     tau is above 0 and the reference never takes some action, so that KL may be infinite
   * @throws IllegalArgumentException if the backup is not over K slots
   */
  public RegularisedBellman(
      FiniteMdp mdp, BackupOperator backup, TabularPolicy reference, double tau) {
    if (backup.slots() != mdp.kernels()) {
      throw new IllegalArgumentException(
          "Cannot back up over %d slots: kernels = %d".formatted(backup.slots(), mdp.kernels()));
    }
    if (!(tau >= 0 && tau < Double.POSITIVE_INFINITY)) {
      throw UserError.usage("tau is %s: give a finite number of at least 0.", tau);
    }
    this.mdp = mdp;
    this.backup = backup;
    this.reference = checked("reference", reference);
    this.tau = tau;
    for (int s = 0; tau > 0 && s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        if (reference.probability(s, a) == 0) {
          throw UserError.usage(
              "The reference's probability in state %d of action %d is 0: with tau = %s give each"
                  + " action one above 0.",
              s, a, tau);
        }
      }
    }
  }

  /** q(s, a) = r(s, a) + gamma backup_k E_{p_k}[V(s') | s, a] [S A]. */
  public double[] actionValues(double[] value) {
    double[] next = mdp.nextValues(checked(value)); // [S A, K]
    double[] q = new double[mdp.states() * mdp.actions()]; // [S A]
    for (int b = 0; b < q.length; b++) {
      double reward = mdp.reward(b / mdp.actions(), b % mdp.actions());
      q[b] = BackupOperator.target(reward, mdp.gamma(), 1, backup.value(next, b));
    }
    return q;
  }

  /**
   * T_pi V [S] (Eq. 2, Eq. 3).
   *
   * @throws UserError if the policy or the value is not for the process, or a value is not finite
   */
  public double[] apply(TabularPolicy policy, double[] value) {
    checked("policy", policy);
    double[] q = actionValues(value); // [S A]
    double[] result = new double[mdp.states()];
    for (int s = 0; s < result.length; s++) {
      double mean = 0;
      for (int a = 0; a < mdp.actions(); a++) {
        mean += policy.probability(s, a) * q[s * mdp.actions() + a];
      }
      double kl = tau == 0 ? 0 : policy.divergence(reference, s); // may be infinite with tau = 0
      result[s] = BackupOperator.regularised(mean, tau, kl);
    }
    return result;
  }

  /**
   * T V = sup_pi T_pi V [S] (Appendix E, Theorem 2; Appendix F, Theorem 4) in closed form: tau log
   * sum_a reference(a|s) exp(q(s, a) / tau), or max_a q(s, a) with tau = 0.
   *
   * @throws UserError if the value is not for the process or not finite
   */
  public double[] applyOptimal(double[] value) {
    double[] q = actionValues(value); // [S A]
    double[] result = new double[mdp.states()];
    for (int s = 0; s < result.length; s++) {
      result[s] = q[greatestAt(q, s)] + tau * Math.log(sum(weights(q, s)));
    }
    return result;
  }

  /**
   * The policy that attains the supremum: reference(a|s) exp(q(s, a) / tau), normalised, or with
   * tau = 0 the first action of greatest q(s, a).
   *
   * @throws UserError if the value is not for the process or not finite
   */
  public TabularPolicy greedy(double[] value) {
    double[] q = actionValues(value); // [S A]
    double[][] probabilities = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      double[] weights = weights(q, s); // [A]
      double sum = sum(weights);
      for (int a = 0; a < mdp.actions(); a++) {
        probabilities[s][a] = weights[a] / sum;
      }
    }
    return new TabularPolicy(probabilities);
  }

  /**
   * reference(a|s) exp((q(s, a) - max q(s, .)) / tau) [A], which does not overflow; with tau = 0, 1
   * for the first action of greatest q(s, a) alone.
   */
  private double[] weights(double[] q, int s) {
    int greatestAt = greatestAt(q, s);
    double[] weights = new double[mdp.actions()];
    if (tau == 0) {
      weights[greatestAt - s * mdp.actions()] = 1;
      return weights;
    }
    for (int a = 0; a < weights.length; a++) {
      double advantage = q[s * mdp.actions() + a] - q[greatestAt];
      weights[a] = reference.probability(s, a) * Math.exp(advantage / tau);
    }
    return weights;
  }

  private static double sum(double[] terms) {
    return Arrays.stream(terms).sum();
  }

  /** The row of state s with the greatest q; the first of equal ones. */
  private int greatestAt(double[] q, int s) {
    int greatest = s * mdp.actions();
    for (int b = greatest + 1; b < (s + 1) * mdp.actions(); b++) {
      if (q[b] > q[greatest]) {
        greatest = b;
      }
    }
    return greatest;
  }

  /**
   * Policy evaluation: the fixed point of T_pi [S].
   *
   * @param policy pi
   * @param start V_0 [S]; it decides the number of sweeps only
   * @param tolerance how far from the fixed point the result may lie, rounding apart; above 0
   * @throws UserError if the policy or the start is not for the process, or a value is not finite
   */
  public double[] evaluate(TabularPolicy policy, double[] start, double tolerance) {
    return fixedPoint(value -> apply(policy, value), start, tolerance);
  }

  /**
   * Value iteration: the fixed point of the optimal operator, V* [S].
   *
   * @param start V_0 [S]; it decides the number of sweeps only
   * @param tolerance how far from the fixed point the result may lie, rounding apart; above 0
   * @throws UserError if the start is not for the process, or a value is not finite
   */
  public double[] iterate(double[] start, double tolerance) {
    return fixedPoint(this::applyOptimal, start, tolerance);
  }

  /** By Banach's bounds: |V* - TV| is at most gamma |V* - V| and gamma / (1 - gamma) |TV - V|. */
  private double[] fixedPoint(UnaryOperator<double[]> operator, double[] start, double tolerance) {
    if (!(tolerance > 0)) {
      throw UserError.usage("The tolerance is %s: give a number above 0.", tolerance);
    }
    double gamma = mdp.gamma();
    double[] value = start;
    double error = Double.MAX_VALUE;
    do {
      double[] next = operator.apply(value);
      error = Math.min(gamma * error, gamma / (1 - gamma) * distance(next, value));
      value = next;
    } while (error > tolerance); // ends even where rounding keeps the values moving
    return checked(value);
  }

  private static double distance(double[] u, double[] v) {
    double greatest = 0;
    for (int s = 0; s < u.length; s++) {
      greatest = Math.max(greatest, Math.abs(u[s] - v[s]));
    }
    return greatest;
  }

  private TabularPolicy checked(String what, TabularPolicy policy) {
    if (policy.states() != mdp.states() || policy.actions() != mdp.actions()) {
      throw UserError.usage(
          "The %s is for %d states and %d actions: give one for %d and %d.",
          what, policy.states(), policy.actions(), mdp.states(), mdp.actions());
    }
    return policy;
  }

  private double[] checked(double[] value) {
    if (value.length != mdp.states()) {
      throw UserError.usage("The value has %d states: give %d.", value.length, mdp.states());
    }
    for (int s = 0; s < value.length; s++) {
      if (!Double.isFinite(value[s])) {
        throw UserError.usage(
            "The value of state %d is %s: start from finite numbers, or scale the rewards down.",
            s, value[s]);
      }
    }
    return value;
  }
}
