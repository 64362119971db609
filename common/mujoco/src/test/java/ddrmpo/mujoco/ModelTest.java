package ddrmpo.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelTest {
  @Test
  void engineIsThePinnedOne() {
    assertThat(Model.version()).isEqualTo("3.17.0");
  }

  @Test
  void describesWhatItCompiled() {
    try (Model model = Model.fromXml(Models.leg())) {
      assertThat(model.nq()).isEqualTo(5);
      assertThat(model.nv()).isEqualTo(5);
      assertThat(model.na()).isEqualTo(1);
      assertThat(model.nu()).isEqualTo(2);
      assertThat(model.nbody()).isEqualTo(4);
      assertThat(model.njnt()).isEqualTo(5);
      assertThat(model.nsensordata()).isEqualTo(1);
      assertThat(model.timestep()).isEqualTo(0.005);
      assertThat(model.stateSize()).isEqualTo(1 + 5 + 5 + 1 + 5);
      assertThat(model.body("world")).isZero();
      assertThat(model.actuator("knee")).isEqualTo(1);
      assertThat(model.geom("floor")).isZero();
      int hip = model.joint("hip");
      assertThat(model.jointQpos(hip)).isEqualTo(3);
      assertThat(model.jointQvel(hip)).isEqualTo(3);
      assertThat(model.jointLimited(hip)).isTrue();
      assertThat(model.jointLimited(model.joint("x"))).isFalse();
      assertThat(model.jointRange(hip))
          .containsExactly(new double[] {Math.toRadians(-100), Math.toRadians(20)}, within(1e-12));
    }
  }

  @Test
  void massAndInertiaAreTheBodys() {
    try (Model model = Model.fromXml(Models.cartpole("Euler"))) {
      int cart = model.body("cart");
      assertThat(model.bodyMass(cart)).isEqualTo(1.0);
      assertThat(model.totalMass()).isCloseTo(1.1, within(1e-12));
      // A box of half sizes 0.2, 0.15, 0.1: m/3 (b^2 + c^2) about each axis, in any order.
      double[] inertia = model.bodyInertia(cart);
      Arrays.sort(inertia);
      assertThat(inertia)
          .containsExactly(new double[] {0.0325 / 3, 0.05 / 3, 0.0625 / 3}, within(1e-12));
      assertThat(model.bodyInertialPosition(model.body("pole")))
          .containsExactly(new double[] {0, 0, 0.5}, within(1e-12));
    }
  }

  @Test
  void badModelsAreRefusedWithTheEnginesReason() {
    assertThatThrownBy(() -> Model.fromXml("<mujoco><spoon/></mujoco>"))
        .isInstanceOf(PhysicsException.class)
        .hasMessageContaining("spoon");
    assertThatThrownBy(
            () ->
                Model.fromXml(
                    "<mujoco><worldbody><body name='weightless'><joint/></body></worldbody></mujoco>"))
        .isInstanceOf(PhysicsException.class)
        .hasMessageContaining("mass and inertia");
    assertThatThrownBy(() -> Model.fromXml("no model at all")).isInstanceOf(PhysicsException.class);
    assertThatThrownBy(() -> Model.fromXml(" ")).isInstanceOf(PhysicsException.class);
    assertThatThrownBy(() -> Model.fromXml(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void unknownNamesAreNamed() {
    try (Model model = Model.fromXml(Models.leg())) {
      assertThatThrownBy(() -> model.joint("elbow"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot find joint: the model has none of name elbow");
      assertThatThrownBy(() -> model.sensor("nose")).hasMessageContaining("sensor");
      assertThatThrownBy(() -> model.body(null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> model.bodyMass(4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> model.jointRange(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aClosedModelRefusesUse() {
    Model model = Model.fromXml(Models.leg());
    model.close();
    model.close();
    assertThatThrownBy(model::newData)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> model.bodyMass(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> model.body("torso")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void dataKeepsItsModelAlive() {
    Model model = Model.fromXml(Models.leg());
    Data data = model.newData();
    model.close();
    for (int i = 0; i < 200; i++) {
      data.step(new double[] {0.1, 0.2}, 2);
    }
    assertThat(data.time()).isCloseTo(2.0, within(1e-9));
    data.close();
  }
}
