package ddrmpo.core;

import java.util.List;

/** The checks that settings records share. A setting that is not a number is refused by each. */
final class Settings {
  private Settings() {}

  static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw UserError.usage("%s = %s must be greater than 0.", key, number(value));
    }
  }

  static void within(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw UserError.usage(
          "%s = %s must lie in [%s, %s].", key, number(value), number(low), number(high));
    }
  }

  static void atLeast(String key, double value, double low) {
    if (!(value >= low) || Double.isInfinite(value)) {
      throw UserError.usage("%s = %s must be at least %s.", key, number(value), number(low));
    }
  }

  static void layers(String key, List<Integer> layers) {
    if (layers.isEmpty() || layers.stream().anyMatch(width -> width < 1)) {
      throw UserError.usage(
          "%s = %s must name at least one layer, each at least 1 wide.", key, layers);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
