package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;

/** The critic's regression on its targets. Legend: B batch, O observation, D action. */
final class Critic {
  private final TrainedNetwork network;
  private final int observationSize;
  private final int actionSize;
  private final float[] inputs;
  private final float[] outputGradient;
  private double meanQ;
  private double gradientNorm;

  Critic(TrainedNetwork network, int batch, int observationSize, int actionSize) {
    this.network = network;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    inputs = new float[batch * (observationSize + actionSize)];
    outputGradient = new float[batch];
  }

  static FlatNetwork network(LearnerSettings settings, int observationSize, int actionSize) {
    return new FlatNetwork(observationSize, actionSize, settings.critic(), 1);
  }

  /** Eq. 4: mean over B of (y - Q(s, a))^2 and its gradient. Actions are clipped to [-1, 1]. */
  double loss(Replay.Batch batch, double[] targets) {
    join(batch);
    float[] q = network.forward(inputs); // [B]
    double loss = 0;
    meanQ = 0;
    for (int b = 0; b < batch.size; b++) {
      double error = q[b] - targets[b];
      loss += error * error / batch.size;
      meanQ += q[b] / (double) batch.size;
      outputGradient[b] = (float) (2 * error / batch.size);
    }
    gradientNorm = network.backward(outputGradient);
    return loss;
  }

  /** Mean of Q(s, a) over the last batch. */
  double meanQ() {
    return meanQ;
  }

  /** Norm of the last loss's gradient. */
  double gradientNorm() {
    return gradientNorm;
  }

  private void join(Replay.Batch batch) {
    int width = observationSize + actionSize;
    for (int b = 0; b < batch.size; b++) {
      int at = b * width;
      System.arraycopy(batch.observations, b * observationSize, inputs, at, observationSize);
      for (int d = 0; d < actionSize; d++) {
        float action = batch.actions[b * actionSize + d];
        inputs[at + observationSize + d] = Math.max(-1f, Math.min(1f, action));
      }
    }
  }
}
