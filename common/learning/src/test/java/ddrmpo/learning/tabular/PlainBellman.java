package ddrmpo.learning.tabular;

import ddrmpo.core.Backup;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The operators written anew from the equations, term by term, on arrays: shares no code with the
 * module.
 */
final class PlainBellman {
  /** The greatest member: the optimistic backup, which the project has not. */
  static final ToDoubleFunction<double[]> GREATEST = v -> Arrays.stream(v).max().orElseThrow();

  private PlainBellman() {}

  /** The members' values to one. */
  static ToDoubleFunction<double[]> reduction(Sample x, Backup backup) {
    return switch (backup) {
      case NOMINAL -> v -> v[0];
      case MIN -> v -> Arrays.stream(v).min().orElseThrow();
      case MEAN -> PlainBellman::mean;
      case CVAR -> v -> worstShare(v, x.share());
      case SOFT_MIN -> v -> softMinimum(v, x.temperature());
    };
  }

  private static double mean(double[] v) {
    return Arrays.stream(v).average().orElseThrow();
  }

  /** Rockafellar and Uryasev: max over t of t - E[max(t - v, 0)] / share, at one of the v. */
  private static double worstShare(double[] v, double share) {
    return Arrays.stream(v)
        .map(t -> t - mean(Arrays.stream(v).map(u -> Math.max(t - u, 0)).toArray()) / share)
        .max()
        .orElseThrow();
  }

  private static double softMinimum(double[] v, double temperature) {
    double origin = v[0]; // any will do: it keeps the exponentials in range
    double[] exponentials =
        Arrays.stream(v).map(u -> Math.exp(-(u - origin) / temperature)).toArray();
    return origin - temperature * Math.log(mean(exponentials));
  }

  /** The kernels over which a sample's backup goes. */
  static List<double[][][]> kernels(Sample x, Backup backup) {
    return backup == Backup.NOMINAL ? Arrays.asList(x.kernels()).subList(0, 1) : x.members();
  }

  /** r(s, a) + gamma reduction_k sum_s' p_k(s'|s, a) V(s'). */
  static double q(
      Sample x,
      List<double[][][]> kernels,
      ToDoubleFunction<double[]> reduction,
      double[] value,
      int s,
      int a) {
    double[] expected = new double[kernels.size()];
    for (int k = 0; k < expected.length; k++) {
      for (int t = 0; t < x.states(); t++) {
        expected[k] += kernels.get(k)[s][a][t] * value[t];
      }
    }
    return x.rewards()[s][a] + x.gamma() * reduction.applyAsDouble(expected);
  }

  /** Eq. 2 and Eq. 3, with their log-ratio inside the expectation over actions. */
  static double[] apply(
      Sample x, List<double[][][]> kernels, ToDoubleFunction<double[]> reduction, double[] value) {
    double[] result = new double[x.states()];
    for (int s = 0; s < result.length; s++) {
      for (int a = 0; a < x.actions(); a++) {
        double p = x.policy()[s][a];
        if (p > 0) {
          result[s] += p * (q(x, kernels, reduction, value, s, a) - penalty(x, s, a));
        }
      }
    }
    return result;
  }

  private static double penalty(Sample x, int s, int a) {
    return x.tau() * Math.log(x.policy()[s][a] / x.reference()[s][a]);
  }

  /** The optimal operator without a regulariser: max_a q(s, a). */
  static double[] applyOptimal(
      Sample x, List<double[][][]> kernels, ToDoubleFunction<double[]> reduction, double[] value) {
    double[] result = new double[x.states()];
    Arrays.fill(result, Double.NEGATIVE_INFINITY);
    for (int s = 0; s < result.length; s++) {
      for (int a = 0; a < x.actions(); a++) {
        result[s] = Math.max(result[s], q(x, kernels, reduction, value, s, a));
      }
    }
    return result;
  }

  /** The value after a fixed number of sweeps from 0: gamma^sweeps is nothing. */
  static double[] fixedPoint(Sample x, UnaryOperator<double[]> operator) {
    double[] value = new double[x.states()];
    int sweeps = (int) Math.ceil(Math.log(1e-12) / Math.log(x.gamma()));
    for (int i = 0; i < sweeps; i++) {
      value = operator.apply(value);
    }
    return value;
  }

  /** V_pi under one kernel: (I - gamma P_pi) V = r_pi, solved by elimination with pivots. */
  static double[] solved(Sample x, double[][][] kernel) {
    int n = x.states();
    double[][] rows = new double[n][n + 1];
    for (int s = 0; s < n; s++) {
      rows[s][s] = 1;
      for (int a = 0; a < x.actions(); a++) {
        double p = x.policy()[s][a];
        if (p > 0) {
          rows[s][n] += p * (x.rewards()[s][a] - penalty(x, s, a));
        }
        for (int t = 0; t < n; t++) {
          rows[s][t] -= x.gamma() * p * kernel[s][a][t];
        }
      }
    }
    return eliminated(rows);
  }

  private static double[] eliminated(double[][] rows) {
    int n = rows.length;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        pivot = Math.abs(rows[r][c]) > Math.abs(rows[pivot][c]) ? r : pivot;
      }
      double[] row = rows[pivot];
      rows[pivot] = rows[c];
      rows[c] = row;
      for (int r = 0; r < n; r++) {
        double factor = r == c ? 0 : rows[r][c] / row[c];
        for (int i = c; i <= n; i++) {
          rows[r][i] -= factor * row[i];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
  }
}
