package ddrmpo.learning.tabular;

import ddrmpo.core.UserError;

/** Checks of what is given as a distribution. */
final class Probabilities {
  private static final double SUM_WITHIN = 1e-9;

  private Probabilities() {}

  /**
   * A copy of a distribution, scaled to sum to 1 to rounding, so that a mean under it contracts.
   *
   * @throws UserError if it is not {@code length} numbers of at least 0 that sum to 1, to 1e-9
   */
  static double[] checked(String what, double[] given, int length) {
    if (given.length != length) {
      throw UserError.usage("%s has %d probabilities: give %d.", what, given.length, length);
    }
    double sum = 0;
    for (double p : given) {
      if (!(p >= 0)) {
        throw UserError.usage("%s holds %s: give probabilities of at least 0.", what, p);
      }
      sum += p;
    }
    if (!(Math.abs(sum - 1) <= SUM_WITHIN)) {
      throw UserError.usage("%s sums to %s: give probabilities that sum to 1.", what, sum);
    }
    double[] copy = new double[length];
    for (int i = 0; i < length; i++) {
      copy[i] = given[i] / sum;
    }
    return copy;
  }
}
