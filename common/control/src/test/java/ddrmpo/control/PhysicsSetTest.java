package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** B batch, K members, O observation, D action, S state. */
class PhysicsSetTest {
  private static final int BATCH = 32;

  static Stream<TaskSpec> tasks() {
    return Suite.specs().stream();
  }

  /** Transitions of the nominal simulator, one after another. */
  private static final class Batch {
    private final double[] states; // [B, S]
    private final float[] observations; // [B, O]
    private final float[] actions; // [B, D]

    private Batch(TaskSpec spec) {
      states = new double[BATCH * spec.stateSize()];
      observations = new float[BATCH * spec.observationSize()];
      actions = new float[BATCH * spec.actionSize()];
    }

    static Batch of(TaskSpec spec, Environment nominal) {
      Rng rng = Seeds.rng(5, "batch");
      int o = spec.observationSize();
      int d = spec.actionSize();
      int s = spec.stateSize();
      Batch batch = new Batch(spec);
      double[] observation = new double[o];
      double[] state = new double[s];
      double[] action = new double[d];
      nominal.reset(rng, observation);
      for (int b = 0; b < BATCH; b++) {
        nominal.state(state);
        System.arraycopy(state, 0, batch.states, b * s, s);
        for (int i = 0; i < o; i++) {
          batch.observations[b * o + i] = (float) observation[i];
        }
        for (int i = 0; i < d; i++) {
          batch.actions[b * d + i] = (float) rng.uniform(-1, 1);
          action[i] = batch.actions[b * d + i];
        }
        nominal.step(action, observation);
      }
      return batch;
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void equalsSteppingEachSimulatorByHand(TaskSpec spec) {
    List<Double> values = spec.perturbation().set();
    int members = values.size() - 1;
    int o = spec.observationSize();
    int s = spec.stateSize();
    float[] successors = new float[BATCH * members * o];
    double[] state = new double[s];
    double[] action = new double[spec.actionSize()];
    double[] observation = new double[o];
    try (Environment nominal = Environment.of(spec.name(), values.get(0));
        PhysicsSet set = PhysicsSet.of(spec.name(), spec.perturbation().parameter(), values)) {
      assertThat(set.members()).isEqualTo(members);
      assertThat(set.nominalTakesPart()).isTrue();
      Batch batch = Batch.of(spec, nominal);
      set.successors(BATCH, batch.states, batch.observations, batch.actions, successors);
      for (int k = 0; k < members; k++) {
        try (Environment member = Environment.of(spec.name(), values.get(k + 1))) {
          for (int b = 0; b < BATCH; b++) {
            System.arraycopy(batch.states, b * s, state, 0, s);
            for (int d = 0; d < action.length; d++) {
              action[d] = batch.actions[b * action.length + d];
            }
            member.restore(state, observation);
            member.step(action, observation);
            for (int i = 0; i < o; i++) {
              assertThat(successors[(b * members + k) * o + i]).isEqualTo((float) observation[i]);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aMemberWithTheNominalValueGivesTheNominalSuccessor(TaskSpec spec) {
    double value = spec.perturbation().nominal();
    int o = spec.observationSize();
    float[] successors = new float[BATCH * o];
    try (Environment nominal = Environment.of(spec.name(), value);
        PhysicsSet set =
            PhysicsSet.of(spec.name(), spec.perturbation().parameter(), List.of(value, value))) {
      Batch batch = Batch.of(spec, nominal);
      set.successors(BATCH, batch.states, batch.observations, batch.actions, successors);
      for (int i = 0; i < (BATCH - 1) * o; i++) {
        assertThat(successors[i]).isEqualTo(batch.observations[i + o]);
      }
    }
  }

  @Test
  void theNominalValueAloneHasNoMembers() {
    try (PhysicsSet set = PhysicsSet.of("pendulum-swingup", "ball-mass", List.of(1.0))) {
      assertThat(set.members()).isZero();
      set.successors(1, new double[4], new float[3], new float[1], new float[0]);
    }
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> PhysicsSet.of("pendulum-swingup", "ball-mass", List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "The uncertainty set of pendulum-swingup has no value: begin it with the nominal "
                + "ball-mass.");
    assertThatThrownBy(
            () -> PhysicsSet.of("cartpole-balance", "pole-length", List.of(0.5, 1.9, 210.0)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "pole-length = 210.0 is not possible in cartpole-balance: choose a value in "
                + "[0.1, 10.0] m.");
  }
}
