package ddrmpo.core;

import java.io.Serializable;

/**
 * A physical parameter of a task that a study may perturb.
 *
 * @param name such as {@code pole-length}
 * @param unit such as {@code m}; {@code 1} for a factor, {@code steps} for whole control steps
 * @param low least value that is accepted
 * @param high greatest value that is accepted
 * @param standard the value where a study perturbs another parameter: the Control Suite's
 * @param meaning what it is and what follows it, in a phrase
 */
public record Parameter(
    String name, String unit, double low, double high, double standard, String meaning)
    implements Serializable {
  private static final String STEPS = "steps";

  /** Checks that the standard value can be had. */
  public Parameter {
    if (!(standard >= low && standard <= high)) {
      throw new IllegalArgumentException(name + " = " + standard + " is out of its own range");
    }
  }

  /**
   * The value, if it can be had.
   *
   * @param task named in the message
   * @throws UserError if the value is NaN, out of range, or a broken number of steps
   */
  public double require(String task, double value) {
    if (unit.equals(STEPS) && value != Math.rint(value) && !Double.isNaN(value)) {
      throw UserError.usage(
          "%s = %s is not possible in %s: choose a whole number of steps.", name, value, task);
    }
    if (!(value >= low && value <= high)) {
      throw UserError.usage(
          "%s = %s is not possible in %s: choose a value in [%s, %s] %s.",
          name, value, task, low, high, unit);
    }
    return value;
  }
}
