package ddrmpo.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Adam (Kingma and Ba, 2015) with decay rates 0.9 and 0.999, for one array of parameters. */
final class Adam {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;

  /** Added to the root of the second moment, as in {@link Kernel#adam}. */
  static final double EPSILON = 1e-8;

  private final double learningRate;
  private final float[] m;
  private final float[] v;
  private long steps;

  Adam(int parameters, double learningRate) {
    this.learningRate = learningRate;
    m = new float[parameters];
    v = new float[parameters];
  }

  /** One step down the gradient, which is shortened to {@code clip} if its norm is greater. */
  void step(float[] theta, float[] gradient, double norm, double clip) {
    steps++;
    Kernel.adam(
        theta.length,
        gradient,
        (float) scale(norm, clip),
        (float) rate(learningRate, steps),
        (float) root(steps),
        m,
        v,
        theta);
  }

  /** What shortens a gradient to {@code clip} if its norm is greater. */
  static double scale(double norm, double clip) {
    return norm > clip ? clip / norm : 1;
  }

  /** The learning rate, corrected for the bias of the first moment. */
  static double rate(double learningRate, long steps) {
    return learningRate / (1 - StrictMath.pow(BETA1, steps));
  }

  /** What corrects the root of the second moment for its bias. */
  static double root(long steps) {
    return 1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps));
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(steps);
    Floats.write(m, out);
    Floats.write(v, out);
  }

  void restore(DataInput in) throws IOException {
    steps = in.readLong();
    Floats.read(m, in);
    Floats.read(v, in);
  }
}
