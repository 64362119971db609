package ddrmpo.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the policy network's outputs become a Gaussian with diagonal covariance (H.2): the mean,
 * through tanh if so set, and the standard deviation by softplus, scaled so that an output of 0 is
 * the initial one. Legend: B rows, D action size.
 *
 * @param actionSize D
 * @param tanhMean whether the mean passes through tanh
 * @param initialStddev standard deviation at an output of 0, before the floor
 * @param minimumStddev floor added after softplus
 */
record GaussianHead(int actionSize, boolean tanhMean, double initialStddev, double minimumStddev) {

  private double scale() {
    return initialStddev / Math.log(2);
  }

  /** From outputs [B, 2 D], means first, to mean [B, D] and stddev [B, D]. */
  void read(int rows, float[] outputs, float[] mean, float[] stddev) {
    double scale = scale();
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < actionSize; d++) {
        int i = row * actionSize + d;
        float m = outputs[row * 2 * actionSize + d];
        mean[i] = tanhMean ? (float) Math.tanh(m) : m;
        double s = outputs[row * 2 * actionSize + actionSize + d];
        stddev[i] = (float) (scale * Softplus.of(s) + minimumStddev);
      }
    }
  }

  /** From derivatives by mean and stddev [B, D] to derivatives by the outputs [B, 2 D]. */
  void backward(
      int rows, float[] outputs, float[] mean, double[] dMean, double[] dStddev, float[] into) {
    double scale = scale();
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < actionSize; d++) {
        int i = row * actionSize + d;
        int at = row * 2 * actionSize + d;
        double slope = tanhMean ? 1 - (double) mean[i] * mean[i] : 1;
        into[at] = (float) (dMean[i] * slope);
        into[at + actionSize] =
            (float) (dStddev[i] * scale * Softplus.slope(outputs[at + actionSize]));
      }
    }
  }

  /** KL(N(m, s) || N(m', s')) of one dimension. */
  static double kl(double mean, double stddev, double otherMean, double otherStddev) {
    double z = (mean - otherMean) / otherStddev;
    double ratio = stddev / otherStddev;
    return 0.5 * (ratio * ratio + z * z - 1) - Math.log(ratio);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(actionSize);
    out.writeBoolean(tanhMean);
    out.writeDouble(initialStddev);
    out.writeDouble(minimumStddev);
  }

  static GaussianHead read(DataInput in) throws IOException {
    return new GaussianHead(in.readInt(), in.readBoolean(), in.readDouble(), in.readDouble());
  }
}
