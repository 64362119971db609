package ddrmpo.learning;

/**
 * The E-step of MPO: weights of the sampled actions and the dual function of the temperature.
 * Legend: B states, N actions at each. Not thread-safe.
 */
final class EStep {
  private final int states;
  private final int actions;
  private final double[] weights;
  private double normaliser;
  private double weightedLogit;

  EStep(int states, int actions) {
    this.states = states;
    this.actions = actions;
    weights = new double[states * actions];
  }

  /** w_n = softmax over n of q_n / eta [B, N]. */
  double[] weights() {
    return weights;
  }

  /** Computes the weights and what the dual function needs from q[B, N]. */
  void run(float[] q, double eta) {
    normaliser = 0;
    weightedLogit = 0;
    for (int b = 0; b < states; b++) {
      int at = b * actions;
      double most = Double.NEGATIVE_INFINITY;
      for (int n = at; n < at + actions; n++) {
        most = Math.max(most, q[n]); // NaN stays NaN
      }
      double sum = 0;
      for (int n = at; n < at + actions; n++) {
        weights[n] = Math.exp((q[n] - most) / eta);
        sum += weights[n];
      }
      double logit = 0;
      for (int n = at; n < at + actions; n++) {
        weights[n] /= sum;
        logit += weights[n] * q[n];
      }
      normaliser += (most / eta + Math.log(sum)) / states;
      weightedLogit += logit / eta / states;
    }
  }

  /** g(eta) = eta (epsilon + mean_B(logsumexp_n(q_n / eta) - log N)). */
  double dual(double eta, double epsilon) {
    return eta * (epsilon + normaliser - Math.log(actions));
  }

  /** The derivative of g by eta: epsilon less the KL of the weights from uniform ones. */
  double dualGradient(double epsilon) {
    return epsilon + normaliser - Math.log(actions) - weightedLogit;
  }
}
