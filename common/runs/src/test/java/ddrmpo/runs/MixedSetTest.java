package ddrmpo.runs;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.UncertaintySet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedSetTest {
  private static final int O = 2;

  /** Member k is the sum of observation, state and action, times {@code k + first}. */
  private static final class Scaled implements UncertaintySet {
    private final int members;
    private final int first;
    private final boolean nominal;
    private boolean closed;

    Scaled(int members, int first, boolean nominal) {
      this.members = members;
      this.first = first;
      this.nominal = nominal;
    }

    @Override
    public int members() {
      return members;
    }

    @Override
    public boolean nominalTakesPart() {
      return nominal;
    }

    @Override
    public void successors(
        int batch, double[] states, float[] observations, float[] actions, float[] successors) {
      for (int i = 0; i < batch * members * O; i++) {
        int b = i / (members * O);
        int k = i / O % members;
        float sum = observations[b * O + i % O] + (float) states[b] + actions[b];
        successors[i] = (first + k) * sum;
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theMembersOfTheFirstThenThoseOfTheNext(int batch) {
    // The middle part is the widest, so that the last one gets a buffer with room to spare.
    MixedSet set =
        new MixedSet(
            List.of(new Scaled(2, 1, true), new Scaled(3, 3, false), new Scaled(1, 6, false)));
    assertThat(set.members()).isEqualTo(6);
    for (int size : new int[] {batch, batch + 3, batch}) {
      assertSuccessors(set, size);
    }
  }

  private static void assertSuccessors(MixedSet set, int batch) {
    double[] states = new double[batch];
    float[] observations = new float[batch * O];
    float[] actions = new float[batch];
    float[] expected = new float[batch * 6 * O];
    for (int b = 0; b < batch; b++) {
      states[b] = 100 * b;
      actions[b] = 0.25f * b;
      for (int i = 0; i < O; i++) {
        observations[b * O + i] = 1 + i + 10 * b;
        for (int k = 0; k < 6; k++) {
          expected[(b * 6 + k) * O + i] = (k + 1) * (1 + i + 10 * b + 100 * b + 0.25f * b);
        }
      }
    }
    float[] successors = new float[expected.length];
    set.successors(batch, states, observations, actions, successors);
    assertThat(successors).isEqualTo(expected);
  }

  @Test
  void theNominalSuccessorTakesPartIfItDoesInAnyPart() {
    Scaled with = new Scaled(1, 1, true);
    Scaled without = new Scaled(1, 1, false);
    assertThat(new MixedSet(List.of(without, with)).nominalTakesPart()).isTrue();
    assertThat(new MixedSet(List.of(without, without)).nominalTakesPart()).isFalse();
  }

  @Test
  void closesEveryPart() {
    Scaled one = new Scaled(1, 1, true);
    Scaled other = new Scaled(1, 1, false);
    new MixedSet(List.of(one, other)).close();
    assertThat(one.closed).isTrue();
    assertThat(other.closed).isTrue();
  }
}
