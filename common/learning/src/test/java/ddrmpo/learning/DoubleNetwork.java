package ddrmpo.learning;

import java.util.List;

/**
 * The forward pass of the networks in float64, written from their description alone: the reference
 * that finite differences are taken of.
 */
final class DoubleNetwork {
  private static final double EPSILON = 1e-5;

  private final int inputs;
  private final List<Integer> hidden;
  private final int outputs;

  DoubleNetwork(int inputs, List<Integer> hidden, int outputs) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
  }

  /** The outputs of one row. */
  double[] outputs(double[] theta, double[] x) {
    int h = hidden.get(0);
    double[] z = linear(theta, 0, x, h);
    int at = inputs * h + h;
    double mean = 0;
    for (double v : z) {
      mean += v / h;
    }
    double variance = 0;
    for (double v : z) {
      variance += (v - mean) * (v - mean) / h;
    }
    double[] y = new double[h];
    for (int i = 0; i < h; i++) {
      double normal = (z[i] - mean) / Math.sqrt(variance + EPSILON);
      y[i] = Math.tanh(theta[at + i] * normal + theta[at + h + i]);
    }
    at += 2 * h;
    for (int l = 1; l < hidden.size(); l++) {
      int before = y.length;
      y = linear(theta, at, y, hidden.get(l));
      at += before * y.length + y.length;
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] > 0 ? y[i] : Math.expm1(y[i]);
      }
    }
    return linear(theta, at, y, outputs);
  }

  private static double[] linear(double[] theta, int at, double[] x, int out) {
    double[] y = new double[out];
    for (int o = 0; o < out; o++) {
      y[o] = theta[at + x.length * out + o];
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * theta[at + i * out + o];
      }
    }
    return y;
  }

  static double[] widen(float[] values, int at, int count) {
    double[] wide = new double[count];
    for (int i = 0; i < count; i++) {
      wide[i] = values[at + i];
    }
    return wide;
  }
}
