package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Rng;

/** The critic's regression on its targets. Legend: B batch, O observation, D action. */
final class Critic {
  final FlatNetwork network;
  final float[] theta;
  final float[] gradient;
  private final int observationSize;
  private final int actionSize;
  private final FlatNetwork.Pass pass;
  private final float[] inputs;
  private double meanQ;

  Critic(LearnerSettings settings, int observationSize, int actionSize, Rng rng) {
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    network = new FlatNetwork(observationSize, actionSize, settings.critic(), 1);
    theta = network.initial(rng);
    gradient = new float[theta.length];
    pass = network.new Pass(settings.batch());
    inputs = new float[settings.batch() * (observationSize + actionSize)];
  }

  /** Eq. 4: mean over B of (y - Q(s, a))^2 and its gradient. Actions are clipped to [-1, 1]. */
  double loss(Replay.Batch batch, double[] targets) {
    join(batch);
    pass.forward(theta, inputs);
    float[] q = pass.output(); // [B]
    double loss = 0;
    meanQ = 0;
    for (int b = 0; b < batch.size; b++) {
      double error = q[b] - targets[b];
      loss += error * error / batch.size;
      meanQ += q[b] / (double) batch.size;
      pass.outputGradient()[b] = (float) (2 * error / batch.size);
    }
    pass.backward(theta, gradient);
    return loss;
  }

  /** Mean of Q(s, a) over the last batch. */
  double meanQ() {
    return meanQ;
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
