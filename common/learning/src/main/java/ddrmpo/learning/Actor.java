package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Rng;

/** The policy's regression on the weighted actions. Legend: B batch, N actions, D action. */
final class Actor {
  final FlatNetwork network;
  final GaussianHead head;
  final float[] theta;
  final float[] gradient;

  /** Standard deviation of the last batch [B, D]. */
  final float[] stddev;

  private final int batch;
  private final float[] mean;
  private final FlatNetwork.Pass pass;
  private final MStep mStep;

  Actor(LearnerSettings settings, int observationSize, int actionSize, Rng rng) {
    batch = settings.batch();
    head =
        new GaussianHead(
            actionSize, settings.tanhMean(), settings.initialStddev(), settings.minimumStddev());
    network = Policy.network(observationSize, settings.policy(), head);
    theta = network.initial(rng);
    gradient = new float[theta.length];
    mean = new float[batch * actionSize];
    stddev = new float[batch * actionSize];
    pass = network.new Pass(batch);
    mStep = new MStep(batch, settings.actions(), actionSize);
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
    pass.forward(theta, observations);
    head.read(batch, pass.output(), mean, stddev); // [B, D]
    double loss =
        mStep.loss(
            sampled, weights, targetMean, targetStddev, mean, stddev, alphaMean, alphaStddev);
    head.backward(
        batch,
        pass.output(),
        mean,
        mStep.meanGradient(),
        mStep.stddevGradient(),
        pass.outputGradient());
    pass.backward(theta, gradient);
    return loss;
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
