package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import java.util.Arrays;

/** The critic's regression on its targets. Legend: B batch, O observation, D action. */
final class Critic {
  private final TrainedNetwork network;
  private final int observationSize;
  private final int actionSize;
  private final float[] inputs;
  private final float[] outputGradient;
  private final float[] inputGradient;
  private double meanQ;
  private double stddevQ;
  private double leastQ;
  private double greatestQ;
  private double gradientNorm;

  Critic(TrainedNetwork network, int batch, int observationSize, int actionSize) {
    this.network = network;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    inputs = new float[batch * (observationSize + actionSize)];
    outputGradient = new float[batch];
    inputGradient = new float[inputs.length];
  }

  static FlatNetwork network(LearnerSettings settings, int observationSize, int actionSize) {
    return new FlatNetwork(observationSize, actionSize, settings.critic(), 1);
  }

  /** Eq. 4: mean over B of (y - Q(s, a))^2 and its gradient. Actions are clipped to [-1, 1]. */
  double loss(Replay.Batch batch, double[] targets) {
    join(batch.observations, batch.actions);
    float[] q = network.forward(inputs); // [B]
    double loss = 0;
    for (int b = 0; b < batch.size; b++) {
      double error = q[b] - targets[b];
      loss += error * error / batch.size;
      outputGradient[b] = (float) (2 * error / batch.size);
    }
    describe(q);
    gradientNorm = network.backward(outputGradient);
    return loss;
  }

  /**
   * The mean over B of Q(s, a), the action clipped, and its derivative by that clipped action [B,
   * D]. Overwrites the gradient of {@link #loss}.
   */
  double actionGradient(float[] observations, float[] actions, float[] into) {
    join(observations, actions);
    Arrays.fill(outputGradient, 1f / outputGradient.length);
    float[] q = network.inputGradient(inputs, outputGradient, inputGradient); // [B]
    int width = observationSize + actionSize;
    double sum = 0;
    for (int b = 0; b < q.length; b++) {
      sum += q[b];
      System.arraycopy(
          inputGradient, b * width + observationSize, into, b * actionSize, actionSize);
    }
    return sum / q.length;
  }

  private void describe(float[] q) {
    meanQ = 0;
    leastQ = Double.POSITIVE_INFINITY;
    greatestQ = Double.NEGATIVE_INFINITY;
    for (float each : q) {
      meanQ += each / (double) q.length;
      leastQ = Math.min(leastQ, each);
      greatestQ = Math.max(greatestQ, each);
    }
    double squares = 0;
    for (float each : q) {
      squares += (each - meanQ) * (each - meanQ);
    }
    stddevQ = Math.sqrt(squares / q.length);
  }

  /** Mean of Q(s, a) over the last batch. */
  double meanQ() {
    return meanQ;
  }

  /** Its standard deviation. */
  double stddevQ() {
    return stddevQ;
  }

  /** Its least value. */
  double leastQ() {
    return leastQ;
  }

  /** Its greatest value. */
  double greatestQ() {
    return greatestQ;
  }

  /** Norm of the last loss's gradient. */
  double gradientNorm() {
    return gradientNorm;
  }

  private void join(float[] observations, float[] actions) {
    int width = observationSize + actionSize;
    for (int b = 0; b < outputGradient.length; b++) {
      int at = b * width;
      System.arraycopy(observations, b * observationSize, inputs, at, observationSize);
      for (int d = 0; d < actionSize; d++) {
        float action = actions[b * actionSize + d];
        inputs[at + observationSize + d] = Math.max(-1f, Math.min(1f, action));
      }
    }
  }
}
