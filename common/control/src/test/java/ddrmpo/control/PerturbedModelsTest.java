package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Perturbation;
import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Model;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiled masses and inertias at the values of Table 3. */
class PerturbedModelsTest {
  private static final Offset<Double> CLOSE = within(1e-6);
  private static final Offset<Double> DIGITS = within(1e-9); // inertias below 1e-3 kg m^2

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.05, 0.25, 0.0013370216, 4.9540179e-5",
    "1.0, 0.1, 0.5, 0.0094245928, 1.0010377e-4",
    "1.4, 0.14, 0.7, 0.024954666, 1.4058493e-4",
    "1.9, 0.19, 0.95, 0.060942263, 1.9119719e-4",
    "2.0, 0.2, 1, 0.070849783, 2.0132039e-4",
    "2.1, 0.21, 1.05, 0.081777303, 2.1144375e-4",
    "2.2, 0.22, 1.1, 0.093774823, 2.2156726e-4",
    "2.3, 0.23, 1.15, 0.10689234, 2.3169089e-4",
  })
  void aLongerPoleIsHeavierInProportion(
      double length, double mass, double centre, double across, double along) {
    try (Environment environment = Environment.of("cartpole-balance", length)) {
      Model model = environment.model();
      int pole = model.body("pole");
      assertThat(model.bodyMass(pole)).isCloseTo(mass, CLOSE);
      assertThat(model.totalMass()).isCloseTo(1 + mass, CLOSE);
      assertThat(model.bodyInertialPosition(pole)[2]).isCloseTo(centre, CLOSE);
      assertThat(model.bodyInertia(pole)[0]).isCloseTo(across, CLOSE);
      assertThat(model.bodyInertia(pole)[1]).isCloseTo(across, CLOSE);
      assertThat(model.bodyInertia(pole)[2]).isCloseTo(along, DIGITS);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0", "1.1", "1.4", "1.5", "1.6", "1.7", "2.0"})
  void aHeavierBallHasTheSameSize(double mass) {
    try (Environment environment = Environment.of("pendulum-swingup", mass)) {
      Model model = environment.model();
      int pole = model.body("pole");
      assertThat(model.totalMass()).isCloseTo(mass, CLOSE);
      assertThat(model.bodyInertialPosition(pole)[2]).isCloseTo(0.5, CLOSE);
      assertThat(model.bodyInertia(pole)[0]).isCloseTo(0.001 * mass, CLOSE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "acrobot-swingup, upper_arm, 1.025, 2.025, 1.025, 0.10256871",
    "acrobot-swingup, upper_arm, 1.05, 2.05, 1.05, 0.10990131",
    "acrobot-swingup, upper_arm, 1.2, 2.2, 1.2, 0.16135263",
    "acrobot-swingup, upper_arm, 1.25, 2.25, 1.25, 0.18153085",
    "cheetah-run, torso, 0.325, 14, 5.2940071, 0.39622182",
    "cheetah-run, torso, 0.35, 14, 5.4448037, 0.45340552",
    "cheetah-run, torso, 0.45, 14, 5.9991361, 0.72968286",
    "cheetah-run, torso, 0.5, 14, 6.2502092, 0.89711769",
    "hopper-hop, calf, -0.33, 12.467428, 1.0461504, 0.012217057",
    "hopper-hop, calf, -0.34, 12.495702, 1.0744247, 0.013218911",
    "hopper-hop, calf, -0.45, 12.80672, 1.3854424, 0.028095923",
    "hopper-stand, calf, -0.475, 12.877406, 1.4561282, 0.032578436",
    "hopper-stand, calf, -0.5, 12.948092, 1.526814, 0.037515988",
    "walker-run, right_thigh, 0.2375, 28.933021, 4.2542401, 0.10719662",
    "walker-run, left_thigh, 0.25, 29.32572, 4.4505896, 0.12242394",
    "walker-walk, right_thigh, 0.375, 33.252711, 6.414085, 0.36131588",
    "walker-walk, left_thigh, 0.4, 34.038109, 6.8067841, 0.43118359",
    "shadow-hand-reorient, cube, 0.025, 5.151, 0.070875, 0.00002953125",
    "shadow-hand-reorient, cube, 0.015, 5.095, 0.01530900, 0.00000229635",
  })
  void aResizedPartHasTheMassOfItsDensity(
      String task, String part, double value, double total, double mass, double inertia) {
    try (Environment environment = Environment.of(task, value)) {
      Model model = environment.model();
      int body = model.body(part);
      assertThat(model.bodyMass(body)).isCloseTo(mass, CLOSE);
      assertThat(model.bodyInertia(body)[0]).isCloseTo(inertia, CLOSE);
      if (!part.equals("cube")) { // the hand's mass is known to three digits
        assertThat(model.totalMass()).isCloseTo(total, CLOSE);
      }
    }
  }

  /** The pendulum's semi-implicit Euler step in closed form, which no engine computed. */
  @Test
  void thePendulumObeysItsEquation() {
    double mass = 1.7; // kg
    double timestep = 0.02; // s
    double inertia = 0.251 * mass; // kg m^2, about the hinge
    double angle = 0.3;
    double velocity = -0.2;
    double[] observation = new double[3];
    try (Environment environment = Environment.of("pendulum-swingup", mass)) {
      environment.restore(new double[] {angle}, new double[] {velocity}, observation);
      for (int step = 0; step < 100; step++) {
        double action = Math.sin(step);
        environment.step(new double[] {action}, observation);
        velocity +=
            timestep
                * (action + 9.81 * 0.5 * mass * Math.sin(angle) - 0.1 * velocity)
                / (inertia + 0.1 * timestep);
        angle += timestep * velocity;
      }
      assertThat(environment.qpos()[0]).isCloseTo(angle, within(1e-10));
      assertThat(environment.qvel()[0]).isCloseTo(velocity, within(1e-10));
    }
  }

  @Test
  void valuesAreThoseOfTable3() {
    assertThat(Suite.specs().stream().map(TaskSpec::perturbation).map(Perturbation::set))
        .extracting(Object::toString)
        .containsExactly(
            "[1.0, 1.025, 1.05]",
            "[0.5, 1.9, 2.1]",
            "[1.0, 1.4, 1.7]",
            "[0.4, 0.45, 0.5]",
            "[-0.32, -0.33, -0.34]",
            "[-0.32, -0.33, -0.34]",
            "[1.0, 1.1, 1.4]",
            "[0.025, 0.022, 0.02]",
            "[0.225, 0.2375, 0.25]",
            "[0.225, 0.2375, 0.25]");
    assertThat(Suite.specs().stream().map(TaskSpec::perturbation).map(Perturbation::holdouts))
        .extracting(Object::toString)
        .containsExactly(
            "[1.15, 1.2, 1.25]",
            "[2.0, 2.2, 2.3]",
            "[1.2, 1.5, 1.8]",
            "[0.3, 0.325, 0.35]",
            "[-0.4, -0.45, -0.5]",
            "[-0.4, -0.475, -0.5]",
            "[1.5, 1.6, 1.7]",
            "[0.021, 0.018, 0.015]",
            "[0.35, 0.375, 0.4]",
            "[0.35, 0.375, 0.4]");
  }
}
