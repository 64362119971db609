package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UncertaintySet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceboSetTest {
  private static final int K = 2;
  private static final int O = 3;
  private static final int D = 1;
  private static final int B = 20_000;
  private static final List<double[]> RMSE =
      List.of(new double[] {0.5, 0.02, 3}, new double[] {0.1, 1, 0.7});

  private final Rng rng = new Rng(3);
  private final float[] observations = KernelTest.gaussian(rng, B * O);
  private final float[] actions = KernelTest.gaussian(rng, B * D);

  /** Member k's successor is the observation plus 1 + k in every component. */
  private static final class Shifted implements UncertaintySet {
    private boolean closed;

    @Override
    public int members() {
      return K;
    }

    @Override
    public boolean nominalTakesPart() {
      return true;
    }

    @Override
    public void successors(
        int batch, double[] states, float[] observations, float[] actions, float[] successors) {
      for (int i = 0; i < batch * K * O; i++) {
        int b = i / (K * O);
        int k = i / O % K;
        successors[i] = observations[b * O + i % O] + 1 + k;
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static PlaceboSet set(long seed, AnglePair... pairs) {
    return new PlaceboSet(new Shifted(), RMSE, List.of(pairs), seed);
  }

  /** Successors [rows, K, O] of some of the transitions. */
  private float[] successors(UncertaintySet set, int from, int to) {
    float[] successors = new float[(to - from) * K * O];
    set.successors(
        to - from,
        new double[0],
        Arrays.copyOfRange(observations, from * O, to * O),
        Arrays.copyOfRange(actions, from * D, to * D),
        successors);
    return successors;
  }

  @Test
  void noiseHasTheModelsErrors() {
    float[] exact = successors(new Shifted(), 0, B);
    float[] noisy = successors(set(1), 0, B);
    for (int k = 0; k < K; k++) {
      for (int i = 0; i < O; i++) {
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < B; b++) {
          int at = (b * K + k) * O + i;
          double noise = noisy[at] - exact[at];
          sum += noise;
          squares += noise * noise;
        }
        double stddev = RMSE.get(k)[i];
        // The standard error of the mean is 0.7 % of a standard deviation, that of the other 0.5 %.
        assertThat(sum / B).isCloseTo(0, within(0.05 * stddev));
        assertThat(Math.sqrt(squares / B)).isCloseTo(stddev, within(0.05 * stddev));
      }
    }
  }

  @Test
  void noiseIsIndependentBetweenMembersAndComponents() {
    float[] exact = successors(new Shifted(), 0, B);
    float[] noisy = successors(set(1), 0, B);
    for (int first = 0; first < K * O; first++) {
      for (int second = 0; second < first; second++) {
        double product = 0;
        for (int b = 0; b < B; b++) {
          int at = b * K * O;
          double one = noisy[at + first] - exact[at + first];
          double other = noisy[at + second] - exact[at + second];
          product +=
              one * other / RMSE.get(first / O)[first % O] / RMSE.get(second / O)[second % O];
        }
        assertThat(product / B).isCloseTo(0, within(0.05)); // 7 standard errors
      }
    }
  }

  @Test
  void noiseBelongsToTheTransitionWhateverItsBatch() {
    float[] all = successors(set(1), 0, 100);
    UncertaintySet again = set(1);
    for (int b = 99; b >= 0; b--) {
      float[] expected = Arrays.copyOfRange(all, b * K * O, (b + 1) * K * O);
      assertThat(successors(again, b, b + 1)).isEqualTo(expected);
    }
    assertThat(successors(again, 40, 60))
        .isEqualTo(Arrays.copyOfRange(all, 40 * K * O, 60 * K * O));
  }

  @Test
  void anotherSeedOrActionGivesOtherNoise() {
    float[] one = successors(set(1), 0, 1);
    assertThat(successors(set(2), 0, 1)).isNotEqualTo(one);
    actions[0] += 0.1f; // to which the members themselves are blind
    assertThat(successors(set(1), 0, 1)).isNotEqualTo(one);
  }

  @Test
  void anglesStayOnTheirCircle() {
    float[] exact = successors(new Shifted(), 0, 1000);
    float[] noisy = successors(set(1, new AnglePair(0, 2)), 0, 1000);
    float[] free = successors(set(1), 0, 1000);
    for (int row = 0; row < 1000 * K; row++) {
      assertThat(Math.hypot(noisy[row * O], noisy[row * O + 2])).isCloseTo(1, within(1e-6));
      assertThat(noisy[row * O + 1]).isEqualTo(free[row * O + 1]).isNotEqualTo(exact[row * O + 1]);
    }
  }

  @Test
  void theNominalSuccessorTakesNoPart() {
    assertThat(set(1).nominalTakesPart()).isFalse();
    assertThat(set(1).members()).isEqualTo(K);
  }

  @Test
  void closesItsSimulators() {
    Shifted simulators = new Shifted();
    new PlaceboSet(simulators, RMSE, List.of(), 1).close();
    assertThat(simulators.closed).isTrue();
  }

  @Test
  void errorsOfAnotherNumberOfModelsAreRefused() {
    assertThatThrownBy(() -> new PlaceboSet(new Shifted(), List.of(RMSE.get(0)), List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot add the noise of 1 models to 2 members");
  }
}
