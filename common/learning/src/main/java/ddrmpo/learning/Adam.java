package ddrmpo.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Adam (Kingma and Ba, 2015) with decay rates 0.9 and 0.999, for one array of parameters. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

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
    double scale = norm > clip ? clip / norm : 1;
    double step = learningRate / (1 - StrictMath.pow(BETA1, steps));
    double root = 1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps));
    Kernel.adam(theta.length, gradient, (float) scale, (float) step, (float) root, m, v, theta);
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
