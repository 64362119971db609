package ddrmpo.learning;

/** The policy's regression on the weighted actions. Legend: B batch, N actions, D action. */
final class Actor {
  private final TrainedNetwork network;
  private final GaussianHead head;
  private final int batch;
  private final float[] mean;
  private final float[] stddev;
  private final float[] outputGradient;
  private final MStep mStep;
  private double gradientNorm;

  Actor(TrainedNetwork network, GaussianHead head, int batch, int actions) {
    this.network = network;
    this.head = head;
    this.batch = batch;
    mean = new float[batch * head.actionSize()];
    stddev = new float[batch * head.actionSize()];
    outputGradient = new float[batch * 2 * head.actionSize()];
    mStep = new MStep(batch, actions, head.actionSize());
  }

  /**
   * The M-step's loss at observations [B, O], and its gradient by the policy's parameters. The
   * other arguments are those of {@link MStep#loss}.
   */
  double loss(
      float[] observations,
      float[] sampled,
      double[] weights,
      float[] targetMean,
      float[] targetStddev,
      double[] alphaMean,
      double[] alphaStddev) {
    float[] outputs = network.forward(observations); // [B, 2 D]
    head.read(batch, outputs, mean, stddev); // [B, D]
    double loss =
        mStep.loss(
            sampled, weights, targetMean, targetStddev, mean, stddev, alphaMean, alphaStddev);
    head.backward(
        batch, outputs, mean, mStep.meanGradient(), mStep.stddevGradient(), outputGradient);
    gradientNorm = network.backward(outputGradient);
    return loss;
  }

  /** Norm of the last loss's gradient. */
  double gradientNorm() {
    return gradientNorm;
  }

  /** Standard deviation of the last batch [B, D]. */
  float[] stddev() {
    return stddev;
  }

  /** KL(target || new mean) of the last batch, mean over it [D]. */
  double[] klMean() {
    return mStep.klMean();
  }

  /** KL(target || new standard deviation) of the last batch, mean over it [D]. */
  double[] klStddev() {
    return mStep.klStddev();
  }
}
