package ddrmpo.learning;

import ddrmpo.core.Rng;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * SVG(0): up the online critic's gradient by a reparameterised action at each observation of the
 * batch, and up the policy's entropy (Eq. 32-33). The critic sees the action clipped to [-1, 1], so
 * a component beyond has no gradient of Q; a penalty of our own pulls it back, without which the
 * mean saturates its tanh and the standard deviation grows without end.
 *
 * <p>Legend: B batch, O observation, D action.
 */
final class SvgImprovement implements PolicyImprovement {
  private static final double HALF_LOG_2_PI_E = 0.5 * Math.log(2 * Math.PI * Math.E);

  private final Actor actor;
  private final Critic critic;
  private final double entropy;
  private final double penalty;
  private final Rng noising;
  private final float[] noise;
  private final float[] actions;
  private final float[] actionGradient;
  private final double[] meanGradient;
  private final double[] stddevGradient;

  /**
   * For a policy and the critic that it climbs.
   *
   * @param entropy weight alpha of the policy's entropy
   * @param penalty weight of the square by which an action lies beyond [-1, 1]
   * @param noising draws zeta
   */
  SvgImprovement(
      Actor actor,
      Critic critic,
      double entropy,
      double penalty,
      Rng noising,
      int batch,
      int actionSize) {
    this.actor = actor;
    this.critic = critic;
    this.entropy = entropy;
    this.penalty = penalty;
    this.noising = noising;
    int components = batch * actionSize;
    noise = new float[components];
    actions = new float[components];
    actionGradient = new float[components];
    meanGradient = new double[components];
    stddevGradient = new double[components];
  }

  /** - mean over B of Q(s, mu + sigma zeta), less the weighted entropy, plus the penalty. */
  @Override
  public double loss(Replay.Batch batch, Targets targets) {
    actor.forward(batch.observations);
    float[] mean = actor.mean();
    float[] stddev = actor.stddev();
    noising.fillGaussian(noise, noise.length); // zeta [B, D]
    for (int i = 0; i < actions.length; i++) {
      actions[i] = mean[i] + stddev[i] * noise[i];
    }
    double loss = -critic.actionGradient(batch.observations, actions, actionGradient);
    for (int i = 0; i < actions.length; i++) {
      double beyond = actions[i] - Math.max(-1, Math.min(1, actions[i]));
      double up = Math.abs(actions[i]) < 1 ? actionGradient[i] : -2 * penalty * beyond / batch.size;
      meanGradient[i] = -up;
      stddevGradient[i] = -up * noise[i] - entropy / stddev[i] / batch.size;
      loss += penalty * beyond * beyond / batch.size;
      loss -= entropy * (Math.log(stddev[i]) + HALF_LOG_2_PI_E) / batch.size;
    }
    actor.backward(meanGradient, stddevGradient);
    return loss;
  }

  /** zeta of the last loss [B, D]. */
  float[] noise() {
    return noise;
  }

  @Override
  public void step() {
    // Nothing is adapted beside the policy network.
  }

  @Override
  public ImprovementStatistics statistics() {
    return ImprovementStatistics.NONE;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    noising.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    noising.restore(in);
  }
}
