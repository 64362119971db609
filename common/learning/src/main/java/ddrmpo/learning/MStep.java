package ddrmpo.learning;

import java.util.Arrays;

/**
 * The M-step of MPO with decoupled constraints: weighted maximum likelihood of the sampled actions,
 * once by the new mean with the target's standard deviation and once by the new standard deviation
 * with the target's mean, each held by its own KL in every action dimension. Legend: B states, N
 * actions at each, D action size. Not thread-safe.
 */
final class MStep {
  private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

  private final int states;
  private final int actions;
  private final int size;
  private final double[] meanGradient;
  private final double[] stddevGradient;
  private final double[] klMean;
  private final double[] klStddev;

  MStep(int states, int actions, int size) {
    this.states = states;
    this.actions = actions;
    this.size = size;
    meanGradient = new double[states * size];
    stddevGradient = new double[states * size];
    klMean = new double[size];
    klStddev = new double[size];
  }

  /** The loss's derivative by the new mean [B, D]. */
  double[] meanGradient() {
    return meanGradient;
  }

  /** The loss's derivative by the new standard deviation [B, D]. */
  double[] stddevGradient() {
    return stddevGradient;
  }

  /** KL(target || new mean), mean over the batch [D]. */
  double[] klMean() {
    return klMean;
  }

  /** KL(target || new standard deviation), mean over the batch [D]. */
  double[] klStddev() {
    return klStddev;
  }

  /**
   * The policy loss - mean_B sum_n w_n log pi(a_n|s), decoupled, + alpha_mu KL_mu + alpha_sigma
   * KL_sigma; leaves its derivatives and the KLs behind.
   *
   * @param sampled actions of the target policy, not clipped [B, N, D]
   * @param weights of the E-step [B, N]
   * @param targetMean mean of the target policy [B, D]
   * @param targetStddev its standard deviation [B, D]
   * @param mean new mean [B, D]
   * @param stddev new standard deviation [B, D]
   * @param alphaMean multipliers of the mean's KL [D]
   * @param alphaStddev multipliers of the standard deviation's KL [D]
   */
  double loss(
      float[] sampled,
      double[] weights,
      float[] targetMean,
      float[] targetStddev,
      float[] mean,
      float[] stddev,
      double[] alphaMean,
      double[] alphaStddev) {
    Arrays.fill(klMean, 0);
    Arrays.fill(klStddev, 0);
    double loss = 0;
    for (int b = 0; b < states; b++) {
      for (int d = 0; d < size; d++) {
        int i = b * size + d;
        double m0 = targetMean[i];
        double s0 = targetStddev[i];
        double m = mean[i];
        double s = stddev[i];
        double first = 0; // sum_n w_n (a_n - mu')
        double second = 0; // sum_n w_n (a_n - mu')^2
        for (int n = 0; n < actions; n++) {
          double w = weights[b * actions + n];
          double distance = sampled[(b * actions + n) * size + d] - m0;
          first += w * distance;
          second += w * distance * distance;
        }
        double shift = m - m0;
        double byMean = (second - 2 * shift * first + shift * shift) / (2 * s0 * s0) + Math.log(s0);
        double byStddev = second / (2 * s * s) + Math.log(s);
        double klMu = GaussianHead.kl(m0, s0, m, s0);
        double klSigma = GaussianHead.kl(m0, s0, m0, s);
        klMean[d] += klMu / states;
        klStddev[d] += klSigma / states;
        loss += byMean + byStddev + 2 * HALF_LOG_2_PI;
        loss += alphaMean[d] * klMu + alphaStddev[d] * klSigma;
        meanGradient[i] = (shift - first + alphaMean[d] * shift) / (s0 * s0) / states;
        stddevGradient[i] =
            (1 / s - second / (s * s * s) + alphaStddev[d] * (1 / s - s0 * s0 / (s * s * s)))
                / states;
      }
    }
    return loss / states;
  }

  /** The derivatives of alpha (epsilon - KL) by alpha, the KLs held fixed [D]. */
  static void alphaGradient(double epsilon, double[] kl, double[] into) {
    for (int d = 0; d < kl.length; d++) {
      into[d] = epsilon - kl[d];
    }
  }
}
