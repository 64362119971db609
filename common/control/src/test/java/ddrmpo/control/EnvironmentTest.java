package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.UserError;
import ddrmpo.mujoco.PhysicsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private final double[] observation = new double[3];

  private static void refuses(ThrowingCallable call, int exitCode, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(exitCode))
        .hasMessage(message);
  }

  @Test
  void anUnknownTaskIsAnsweredWithTheList() {
    String message =
        "There is no task juggling: choose one of acrobot-swingup, cartpole-balance, "
            + "cartpole-swingup, cheetah-run, hopper-hop, hopper-stand, pendulum-swingup, "
            + "shadow-hand-reorient, walker-run, walker-walk.";
    refuses(() -> Environment.of("juggling", 1), UserError.USAGE, message);
    refuses(() -> Suite.spec("juggling"), UserError.USAGE, message);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, -1, 0, 0.0499, 20.1, Double.POSITIVE_INFINITY, Double.MIN_VALUE})
  void aValueOutOfRangeIsAnsweredWithTheRange(double value) {
    refuses(
        () -> Environment.of("pendulum-swingup", value),
        UserError.USAGE,
        "ball-mass = "
            + value
            + " is not possible in pendulum-swingup: choose a value in "
            + "[0.05, 20.0] kg.");
  }

  @Test
  void wrongActionsAreRefused() {
    try (Environment environment = Environment.of("pendulum-swingup", 1)) {
      refuses(
          () -> environment.step(new double[] {Double.NaN}, observation),
          UserError.DATA,
          "Action 0 of pendulum-swingup is NaN: the policy is damaged, train or load it again.");
      refuses(
          () -> environment.step(new double[2], observation),
          UserError.DATA,
          "The action of pendulum-swingup has 2 numbers: it must have 1.");
    }
  }

  @Test
  void wrongStatesAreRefused() {
    double[] one = new double[1];
    try (Environment environment = Environment.of("pendulum-swingup", 1)) {
      refuses(
          () -> environment.restore(new double[3], observation),
          UserError.DATA,
          "The state of pendulum-swingup has 3 numbers: it must have 4.");
      refuses(
          () -> environment.restore(new double[] {0, 0, 0, Double.NaN}, observation),
          UserError.DATA,
          "The state of pendulum-swingup holds NaN: only finite numbers can be restored.");
      refuses(
          () -> environment.restore(new double[2], one, observation),
          UserError.DATA,
          "The qpos of pendulum-swingup has 2 numbers: it must have 1.");
      refuses(
          () -> environment.restore(one, new double[] {Double.NEGATIVE_INFINITY}, observation),
          UserError.DATA,
          "The qvel of pendulum-swingup holds -Infinity: only finite numbers can be restored.");
      refuses(
          () -> environment.state(new double[5]),
          UserError.DATA,
          "The state of pendulum-swingup has 5 numbers: it must have 4.");
    }
  }

  @Test
  void divergenceIsToldAndMended() {
    double[] fresh = new double[3];
    double[] still = new double[1];
    try (Environment environment = Environment.of("pendulum-swingup", 1)) {
      assertThatThrownBy(
              () -> {
                environment.restore(still, new double[] {1e12}, observation);
                environment.step(still, observation);
              })
          .isInstanceOf(PhysicsException.class);
      environment.restore(new double[] {0.1}, still, observation);
      double reward = environment.step(still, observation);
      try (Environment other = Environment.of("pendulum-swingup", 1)) {
        other.restore(new double[] {0.1}, still, fresh);
        assertThat(other.step(still, fresh)).isEqualTo(reward);
        assertThat(observation).isEqualTo(fresh);
      }
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    Environment environment = Environment.of("pendulum-swingup", 1.4);
    assertThat(environment.value()).isEqualTo(1.4);
    assertThat(environment.spec().name()).isEqualTo("pendulum-swingup");
    environment.close();
    environment.close();
  }
}
