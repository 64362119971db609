package ddrmpo.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest {
  private static final String BALL =
      "<mujoco><worldbody><body name='ball' pos='0 0 9'><freejoint/><geom size='.1'/></body>"
          + "</worldbody></mujoco>";

  @Test
  void aFreeFallIsAFreeFall() {
    try (Model model = Model.fromXml(BALL);
        Data data = model.newData()) {
      data.step(new double[0], 100);
      int n = 100;
      double h = model.timestep();
      // Semi-implicit Euler: the velocity first, then the position with it.
      assertThat(data.qvel(2)).isCloseTo(-9.81 * n * h, within(1e-9));
      assertThat(data.qpos(2)).isCloseTo(9 - 9.81 * h * h * n * (n + 1) / 2, within(1e-9));
      assertThat(data.xpos(model.body("ball"), 2)).isEqualTo(data.qpos(2));
      assertThat(data.xipos(model.body("ball"), 2)).isEqualTo(data.qpos(2));
    }
  }

  @Test
  void derivedQuantitiesFollowTheState() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data data = model.newData()) {
      data.setQpos(0, 0.25);
      data.setQpos(1, Math.PI / 2);
      data.forward();
      int tip = model.site("tip");
      int pole = model.body("pole");
      assertThat(data.sitePosition(tip, 0)).isCloseTo(1.25, within(1e-12));
      assertThat(data.sitePosition(tip, 2)).isCloseTo(1, within(1e-12));
      assertThat(data.sensorData(model.sensor("angle"))).isEqualTo(Math.PI / 2);
      assertThat(data.sensorData(model.sensor("tip"))).isCloseTo(1.25, within(1e-12));
      assertThat(data.xpos(pole, 0)).isCloseTo(0.25, within(1e-12));
      assertThat(data.xipos(pole, 0)).isCloseTo(0.75, within(1e-12));
      assertThat(data.xmat(pole, 2)).isCloseTo(1, within(1e-12)); // the z axis points along x
      assertThat(data.xmat(pole, 8)).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void touchIsFeltOnTheGroundOnly() {
    try (Model model = Model.fromXml(Models.leg());
        Data data = model.newData()) {
      int sole = model.sensor("sole");
      data.step(new double[2], 1);
      assertThat(data.sensorData(sole)).isZero();
      double most = 0;
      for (int i = 0; i < 400; i++) {
        data.step(new double[2], 1);
        most = Math.max(most, data.sensorData(sole));
      }
      assertThat(most).isGreaterThan(9.81 * model.totalMass() / 2);
    }
  }

  @Test
  void actuationIsLeftOutForOneCallOnly() {
    try (Model model = Model.fromXml(Models.cartpole("Euler"));
        Data data = model.newData();
        Data fresh = model.newData()) {
      data.forwardWithoutActuation();
      data.step(new double[] {1}, 1);
      fresh.step(new double[] {1}, 1);
      assertThat(data.qvel(0)).isGreaterThan(0.05);
      assertThat(data.qvel(0)).isCloseTo(fresh.qvel(0), within(1e-12));

      int force = model.sensor("force");
      data.forwardWithoutActuation();
      assertThat(data.sensorData(force)).isZero();
      data.forward();
      assertThat(data.sensorData(force)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Euler", "RK4"})
  void aRestoredCartpoleContinuesBitwise(String integrator) {
    continuesBitwise(Models.cartpole(integrator));
  }

  @Test
  void aRestoredLegContinuesBitwise() {
    continuesBitwise(Models.leg());
  }

  private static void continuesBitwise(String xml) {
    try (Model model = Model.fromXml(xml);
        Data first = model.newData();
        Data second = model.newData()) {
      double[] control = new double[model.nu()];
      for (int t = 0; t < 150; t++) {
        drive(first, control, t);
      }
      double[] saved = new double[model.stateSize() + 3];
      first.state(saved, 3);
      second.step(control, 7);
      second.setState(saved, 3);
      assertThat(state(second)).isEqualTo(Arrays.copyOfRange(saved, 3, saved.length));
      for (int t = 150; t < 300; t++) {
        drive(first, control, t);
        drive(second, control, t);
        assertThat(state(second)).isEqualTo(state(first));
      }
    }
  }

  @Test
  void resetReturnsToTheBeginning() {
    try (Model model = Model.fromXml(Models.leg());
        Data data = model.newData()) {
      double[] initial = state(data);
      data.step(new double[] {1, 1}, 100);
      assertThat(state(data)).isNotEqualTo(initial);
      data.reset();
      assertThat(state(data)).isEqualTo(initial);
    }
  }

  @Test
  void valuesThatAreNoNumbersAreRefusedAndChangeNothing() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data data = model.newData()) {
      data.step(new double[] {0.5}, 3);
      double[] before = state(data);
      assertThatThrownBy(() -> data.setQpos(1, Double.NaN))
          .isInstanceOf(PhysicsException.class)
          .hasMessage("Cannot set qpos[1]: NaN");
      assertThatThrownBy(() -> data.setQvel(0, Double.POSITIVE_INFINITY))
          .hasMessage("Cannot set qvel[0]: Infinity");
      assertThatThrownBy(() -> data.step(new double[] {Double.NaN}, 1))
          .hasMessage("Cannot set control[0]: NaN");
      double[] bad = before.clone();
      bad[bad.length - 1] = Double.NaN;
      assertThatThrownBy(() -> data.setState(bad, 0)).isInstanceOf(PhysicsException.class);
      assertThat(state(data)).isEqualTo(before);
    }
  }

  @Test
  void divergenceIsRaisedAndTheDataUsableAfter() {
    try (Model model = Model.fromXml(Models.cartpole("RK4"));
        Data data = model.newData();
        Data fresh = model.newData()) {
      double[] control = {0.3};
      data.setQvel(1, 1e12);
      assertThatThrownBy(() -> data.step(control, 5))
          .isInstanceOf(PhysicsException.class)
          .hasMessageContaining("QVEL at DOF 1");
      data.setQpos(0, -1e11);
      assertThatThrownBy(data::forward).hasMessageContaining("QPOS at DOF 0");
      assertThat(state(data)).isEqualTo(state(fresh));
      data.step(control, 20);
      fresh.step(control, 20);
      assertThat(state(data)).isEqualTo(state(fresh));
    }
  }

  @Test
  void divergenceInTheLastSubstepIsRaised() {
    try (Model model = Model.fromXml(BALL);
        Data data = model.newData()) {
      data.setQpos(0, 9.999e9);
      data.setQvel(0, 9.9e9);
      assertThatThrownBy(() -> data.step(new double[0], 1)).hasMessageContaining("QPOS at DOF 0");
      assertThat(data.qpos(0)).isZero();
    }
  }

  @Test
  void engineErrorsAreRaised() {
    try (Model model = Model.fromXml(Models.cramped());
        Data data = model.newData()) {
      double[] control = new double[model.nu()];
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> data.step(control, 2))
            .isInstanceOf(PhysicsException.class)
            .hasMessageContaining("stack overflow");
        assertThat(data.time()).isZero();
        data.forward();
      }
    }
  }

  @Test
  void wrongUseIsRefused() {
    try (Model model = Model.fromXml(Models.leg());
        Data data = model.newData()) {
      assertThatThrownBy(() -> data.step(new double[1], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot apply 1 controls: the model has 2");
      assertThatThrownBy(() -> data.step(new double[2], 0)).hasMessageContaining("0 substeps");
      assertThatThrownBy(() -> data.qpos(5)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.qvel(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.xpos(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.xpos(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.xmat(-1, 8)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.sensorData(1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.state(new double[3], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> data.qpos(new double[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void closedDataRefusesUse() {
    try (Model model = Model.fromXml(Models.leg())) {
      Data data = model.newData();
      data.close();
      data.close();
      assertThatThrownBy(() -> data.step(new double[2], 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Cannot use the data: it is closed");
      assertThatThrownBy(() -> data.qpos(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(data::time).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(data::forward).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> data.setState(new double[model.stateSize()], 0))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  Rollout.step(data, 0, new double[0], new double[0], 1, new double[0], new int[0]))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  static double[] state(Data data) {
    double[] state = new double[data.model().stateSize()];
    data.state(state, 0);
    return state;
  }

  private static void drive(Data data, double[] control, int t) {
    for (int u = 0; u < control.length; u++) {
      control[u] = Math.sin(0.1 * t + u);
    }
    data.step(control, 2);
  }
}
