package ddrmpo.learning;

/**
 * A training pass of the policy network, from observations to a distribution and back from the
 * loss's derivatives by that distribution. Legend: B batch, O observation, D action.
 */
final class Actor {
  private final TrainedNetwork network;
  private final GaussianHead head;
  private final int batch;
  private final float[] mean;
  private final float[] stddev;
  private final float[] outputGradient;
  private float[] outputs;
  private double gradientNorm;

  Actor(TrainedNetwork network, GaussianHead head, int batch) {
    this.network = network;
    this.head = head;
    this.batch = batch;
    mean = new float[batch * head.actionSize()];
    stddev = new float[batch * head.actionSize()];
    outputGradient = new float[batch * 2 * head.actionSize()];
  }

  /** The online policy's distribution at observations [B, O]. */
  void forward(float[] observations) {
    outputs = network.forward(observations); // [B, 2 D]
    head.read(batch, outputs, mean, stddev); // [B, D]
  }

  /** From the loss's derivatives by mean and standard deviation [B, D] to those by parameters. */
  void backward(double[] meanGradient, double[] stddevGradient) {
    head.backward(batch, outputs, mean, meanGradient, stddevGradient, outputGradient);
    gradientNorm = network.backward(outputGradient);
  }

  /** Mean of the last batch [B, D]. */
  float[] mean() {
    return mean;
  }

  /** Standard deviation of the last batch [B, D]. */
  float[] stddev() {
    return stddev;
  }

  /** Norm of the last loss's gradient. */
  double gradientNorm() {
    return gradientNorm;
  }
}
