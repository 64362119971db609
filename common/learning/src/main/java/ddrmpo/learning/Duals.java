package ddrmpo.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Lagrange multipliers as softplus of free variables bounded below, with their own Adam: the
 * temperature eta, or one alpha for each action dimension.
 */
final class Duals {
  /** Least free variable: softplus of it is about the floor. */
  private static final double LEAST_FREE = -18;

  private static final double FLOOR = 1e-8;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final double learningRate;
  private final double[] free;
  private final double[] m;
  private final double[] v;
  private long steps;

  Duals(int count, double initialFree, double learningRate) {
    this.learningRate = learningRate;
    free = new double[count];
    Arrays.fill(free, initialFree);
    m = new double[count];
    v = new double[count];
  }

  double value(int i) {
    return Softplus.of(free[i]) + FLOOR;
  }

  /** The values of all [count]. */
  void values(double[] into) {
    for (int i = 0; i < free.length; i++) {
      into[i] = value(i);
    }
  }

  /** The derivative by the free variable of a loss with this derivative by the value. */
  double freeGradient(int i, double gradient) {
    return gradient * Softplus.slope(free[i]);
  }

  /** One step of Adam down the losses' derivatives by the values [count]. */
  void step(double[] gradient) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA1, steps);
    double correction2 = 1 - StrictMath.pow(BETA2, steps);
    for (int i = 0; i < free.length; i++) {
      double g = freeGradient(i, gradient[i]);
      m[i] = BETA1 * m[i] + (1 - BETA1) * g;
      v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
      double change = m[i] / correction1 / (Math.sqrt(v[i] / correction2) + 1e-8);
      free[i] = Math.max(LEAST_FREE, free[i] - learningRate * change);
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(steps);
    for (double[] values : new double[][] {free, m, v}) {
      for (double value : values) {
        out.writeDouble(value);
      }
    }
  }

  void restore(DataInput in) throws IOException {
    steps = in.readLong();
    for (double[] values : new double[][] {free, m, v}) {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readDouble();
      }
    }
  }
}
