package ddrmpo.mujoco;

import static ddrmpo.mujoco.DataTest.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutTest {
  private static final int SUBSTEPS = 4;

  static String[] models() {
    return new String[] {Models.cartpole("Euler"), Models.cartpole("RK4"), Models.leg()};
  }

  /** States of one trajectory [T,S], its controls [T,U], and the state before it [S]. */
  private record Trajectory(double[] start, double[] controls, double[] states) {}

  private static Trajectory simulate(Model model, int steps) {
    int size = model.stateSize();
    double[] controls = new double[steps * model.nu()];
    double[] states = new double[steps * size];
    try (Data data = model.newData()) {
      double[] start = state(data);
      for (int t = 0; t < steps; t++) {
        for (int u = 0; u < model.nu(); u++) {
          controls[t * model.nu() + u] = Math.cos(0.2 * t + u);
        }
        data.step(Arrays.copyOfRange(controls, t * model.nu(), (t + 1) * model.nu()), SUBSTEPS);
        data.state(states, t * size);
      }
      return new Trajectory(start, controls, states);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBatchIsBitwiseWhatSingleStepsGive(String xml) {
    int steps = 120;
    try (Model model = Model.fromXml(xml);
        Data scratch = model.newData()) {
      int size = model.stateSize();
      Trajectory expected = simulate(model, steps);
      double[] states = new double[steps * size];
      System.arraycopy(expected.start(), 0, states, 0, size);
      System.arraycopy(expected.states(), 0, states, size, (steps - 1) * size);
      double[] next = new double[steps * size];
      int[] status = new int[steps];
      scratch.step(new double[model.nu()], 13);
      int failures =
          Rollout.step(scratch, steps, states, expected.controls(), SUBSTEPS, next, status);
      assertThat(failures).isZero();
      assertThat(status).containsOnly(0);
      assertThat(next).isEqualTo(expected.states());
      // In place, too.
      Rollout.step(scratch, steps, states, expected.controls(), SUBSTEPS, states, status);
      assertThat(states).isEqualTo(expected.states());
    }
  }

  @Test
  void manyModelsInOneCallGiveWhatEachGivesAlone() {
    int batch = 50;
    try (Model one = Model.fromXml(Models.cartpole("Euler"));
        Model other = Model.fromXml(Models.cartpole("RK4"));
        Model leg = Model.fromXml(Models.leg());
        Data first = one.newData();
        Data second = other.newData();
        Data misfit = leg.newData()) {
      Trajectory from = simulate(one, batch);
      int rows = batch * one.stateSize();
      double[] next = new double[3 * rows];
      int[] status = new int[3 * batch];
      int failures =
          Rollout.step(
              List.of(first, second, first),
              batch,
              from.states(),
              from.controls(),
              SUBSTEPS,
              next,
              status);
      assertThat(failures).isZero();
      double[] alone = new double[rows];
      Rollout.step(first, batch, from.states(), from.controls(), SUBSTEPS, alone, status);
      assertThat(Arrays.copyOfRange(next, 0, rows)).isEqualTo(alone);
      assertThat(Arrays.copyOfRange(next, 2 * rows, 3 * rows)).isEqualTo(alone);
      Rollout.step(second, batch, from.states(), from.controls(), SUBSTEPS, alone, status);
      assertThat(Arrays.copyOfRange(next, rows, 2 * rows)).isEqualTo(alone);
      assertThatThrownBy(
              () ->
                  Rollout.step(
                      List.of(first, misfit), 1, from.states(), from.controls(), 1, next, status))
          .hasMessage("Cannot roll out under models of different sizes");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aTrajectoryIsBitwiseWhatSingleStepsGive(String xml) {
    int steps = 120;
    try (Model model = Model.fromXml(xml);
        Data scratch = model.newData()) {
      Trajectory expected = simulate(model, steps);
      double[] states = new double[steps * model.stateSize()];
      int[] status = new int[steps];
      int failures =
          Rollout.trajectory(
              scratch, steps, expected.start(), expected.controls(), SUBSTEPS, states, status);
      assertThat(failures).isZero();
      assertThat(states).isEqualTo(expected.states());
    }
  }

  @Test
  void aFailedRowIsNamedAndDisturbsNoOther() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data scratch = model.newData()) {
      int size = model.stateSize();
      double[] good = state(scratch);
      double[] states = new double[5 * size];
      double[] controls = {0.1, 0.1, 0.1, Double.NaN, 0.1};
      for (int b = 0; b < 5; b++) {
        System.arraycopy(good, 0, states, b * size, size);
      }
      states[size + 4] = 1e12; // qvel of row 1
      states[2 * size + 6] = Double.NaN; // warm start of row 2
      double[] next = new double[5 * size];
      int[] status = new int[5];
      assertThat(Rollout.step(scratch, 5, states, controls, 1, next, status)).isEqualTo(3);
      assertThat(Arrays.stream(status).mapToObj(Rollout::reason))
          .containsExactly(
              "success", "diverged in qvel", "the state is not finite", "bad control", "success");
      assertThat(Arrays.copyOfRange(next, size, 4 * size)).containsOnly(Double.NaN);
      assertThat(Arrays.copyOfRange(next, 4 * size, 5 * size))
          .isEqualTo(Arrays.copyOfRange(next, 0, size));
    }
  }

  @Test
  void aTrajectoryEndsWithItsFirstFailure() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data scratch = model.newData()) {
      int size = model.stateSize();
      double[] states = new double[4 * size];
      int[] status = new int[4];
      double[] controls = {0.1, Double.NaN, 0.1, 0.1};
      assertThat(Rollout.trajectory(scratch, 4, state(scratch), controls, 1, states, status))
          .isEqualTo(3);
      assertThat(Arrays.stream(status).mapToObj(Rollout::reason))
          .containsExactly("success", "bad control", "follows a failure", "follows a failure");
      assertThat(Arrays.copyOfRange(states, 0, size)).doesNotContain(Double.NaN);
      assertThat(Arrays.copyOfRange(states, size, 4 * size)).containsOnly(Double.NaN);
    }
  }

  @Test
  void engineErrorsAreAStatus() {
    try (Model model = Model.fromXml(Models.cramped());
        Data scratch = model.newData()) {
      int[] status = new int[1];
      double[] next = new double[model.stateSize()];
      Rollout.step(scratch, 1, state(scratch), new double[model.nu()], 2, next, status);
      assertThat(Rollout.reason(status[0])).isEqualTo("engine error");
    }
  }

  @Test
  void shortArraysAreRefused() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data scratch = model.newData()) {
      double[] states = new double[2 * model.stateSize()];
      assertThatThrownBy(
              () -> Rollout.step(scratch, 2, states, new double[1], 1, states, new int[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot roll out 2 x 1 controls: room for 1");
      assertThatThrownBy(
              () -> Rollout.step(scratch, 2, states, new double[2], 1, states, new int[1]))
          .hasMessageContaining("status");
      assertThatThrownBy(
              () -> Rollout.step(scratch, -1, states, new double[2], 1, states, new int[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
