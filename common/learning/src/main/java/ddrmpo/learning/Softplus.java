package ddrmpo.learning;

/** log(1 + exp(x)), which keeps a free variable's image positive. */
final class Softplus {
  private static final double LINEAR_FROM = 30;
  private static final double EXPONENTIAL_UNTIL = -15;

  private Softplus() {}

  static double of(double x) {
    if (x > LINEAR_FROM) {
      return x;
    }
    double e = Math.exp(x);
    return x < EXPONENTIAL_UNTIL ? e * (1 - e / 2) : Math.log(1 + e);
  }

  /** The derivative, which is the logistic function. */
  static double slope(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
