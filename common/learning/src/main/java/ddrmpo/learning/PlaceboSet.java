package ddrmpo.learning;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UncertaintySet;
import java.util.Arrays;
import java.util.List;

/**
 * The placebo of a learned set: the true successors of its members with Gaussian noise of the
 * models' held-out one-step errors. What a learned set does beyond this is not the work of noise.
 *
 * <p>The noise is a function of the seed and the transition, so there is nothing to save. Legend: B
 * batch, K members, O observation.
 */
public final class PlaceboSet implements UncertaintySet {
  private final UncertaintySet simulators;
  private final double[][] rmse; // [K, O]
  private final UnitCircles circles;
  private final long seed;

  /**
   * The placebo.
   *
   * @param simulators the true members [K]; owned by this set from now on
   * @param rmse root mean squared one-step error of the model of each member [K, O]
   * @param pairs the observation's angles, which noise leaves on the unit circle, as models do
   * @param seed of the noise
   */
  public PlaceboSet(
      UncertaintySet simulators, List<double[]> rmse, List<AnglePair> pairs, long seed) {
    if (rmse.size() != simulators.members()) {
      throw new IllegalArgumentException(
          "Cannot add the noise of %d models to %d members"
              .formatted(rmse.size(), simulators.members()));
    }
    this.simulators = simulators;
    this.rmse = rmse.toArray(double[][]::new);
    this.seed = seed;
    circles = UnitCircles.of(pairs, rmse.get(0).length);
  }

  @Override
  public int members() {
    return rmse.length;
  }

  /** False, as for the learned set: the nominal successor takes part with its model's noise. */
  @Override
  public boolean nominalTakesPart() {
    return false;
  }

  @Override
  public void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors) {
    simulators.successors(batch, states, observations, actions, successors);
    int o = rmse[0].length;
    for (int b = 0; b < batch; b++) {
      Rng rng = new Rng(key(b, batch, observations, actions));
      for (int k = 0; k < rmse.length; k++) {
        for (int i = 0; i < o; i++) {
          successors[(b * rmse.length + k) * o + i] += (float) (rmse[k][i] * rng.nextGaussian());
        }
      }
    }
    circles.project(batch * rmse.length, successors, o);
  }

  /** A seed from the transition's content. */
  private long key(int b, int batch, float[] observations, float[] actions) {
    int o = observations.length / batch;
    int d = actions.length / batch;
    int from = Arrays.hashCode(Arrays.copyOfRange(observations, b * o, (b + 1) * o));
    int by = Arrays.hashCode(Arrays.copyOfRange(actions, b * d, (b + 1) * d));
    return Seeds.derive(seed, Integer.toString(from), Integer.toString(by));
  }

  @Override
  public void close() {
    simulators.close();
  }
}
