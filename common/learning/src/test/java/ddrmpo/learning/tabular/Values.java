package ddrmpo.learning.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Comparisons of values over all states; NaN fails each. */
final class Values {
  private Values() {}

  /** |U - V|, the maximum norm. */
  static double distance(double[] u, double[] v) {
    return Math.max(excess(u, v), excess(v, u));
  }

  /** The most by which U(s) is above V(s). */
  private static double excess(double[] u, double[] v) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < u.length; s++) {
      greatest = Math.max(greatest, u[s] - v[s]);
    }
    return greatest;
  }

  static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(distance(actual, expected))
        .as(() -> "|%s - %s|".formatted(Arrays.toString(actual), Arrays.toString(expected)))
        .isLessThanOrEqualTo(tolerance);
  }

  static void assertAtMost(double[] lesser, double[] greater, double tolerance) {
    assertThat(excess(lesser, greater))
        .as(() -> "%s above %s".formatted(Arrays.toString(lesser), Arrays.toString(greater)))
        .isLessThanOrEqualTo(tolerance);
  }
}
