package ddrmpo.control;

/** The one function that rewards are composed of: how well a quantity stays within bounds. */
public final class Rewards {

  /** How a reward falls from 1 at the bound to its value at the margin, and on from there. */
  public enum Falloff {
    /** {@code v^(d^2)}; never 0. */
    GAUSSIAN {
      @Override
      double at(double distance, double valueAtMargin) {
        return Math.pow(valueAtMargin, distance * distance);
      }
    },
    /** {@code 1 - (1 - v) d}, but not below 0. */
    LINEAR {
      @Override
      double at(double distance, double valueAtMargin) {
        return Math.max(0, 1 - (1 - valueAtMargin) * distance);
      }
    },
    /** {@code 1 - (1 - v) d^2}, but not below 0. */
    QUADRATIC {
      @Override
      double at(double distance, double valueAtMargin) {
        return Math.max(0, 1 - (1 - valueAtMargin) * distance * distance);
      }
    };

    abstract double at(double distance, double valueAtMargin);
  }

  /** The reward at the margin where a task does not say otherwise. */
  static final double VALUE_AT_MARGIN = 0.1;

  private Rewards() {}

  /**
   * 1 while x is within [low, high], both included, and less outside.
   *
   * @param x the quantity
   * @param low lower bound
   * @param high upper bound
   * @param margin distance from the nearest bound, in the unit of x, at which the reward is {@code
   *     valueAtMargin}; with 0 the reward is 0 everywhere outside
   * @param falloff the shape between and beyond
   * @param valueAtMargin v, in (0, 1) for {@link Falloff#GAUSSIAN}, in [0, 1) for the others
   * @return a number in [0, 1]; NaN if x is NaN and the margin is positive
   */
  public static double tolerance(
      double x, double low, double high, double margin, Falloff falloff, double valueAtMargin) {
    if (x >= low && x <= high) {
      return 1;
    }
    if (margin == 0) {
      return 0;
    }
    double distance = (x < low ? low - x : x - high) / margin;
    return falloff.at(distance, valueAtMargin);
  }

  /** How small an action is: 1 for none, 0 for full force everywhere, by the mean of squares. */
  static double gentle(double[] action) {
    double sum = 0;
    for (double force : action) {
      sum += tolerance(force, 0, 0, 1, Falloff.QUADRATIC, 0);
    }
    return sum / action.length;
  }

  /** 1 at x = 0, with Gaussian fall to 0.1 at the margin. */
  public static double nearZero(double x, double margin) {
    return tolerance(x, 0, 0, margin, Falloff.GAUSSIAN, VALUE_AT_MARGIN);
  }
}
