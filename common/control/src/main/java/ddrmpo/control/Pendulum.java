package ddrmpo.control;

import static ddrmpo.control.Bodies.XZ;
import static ddrmpo.control.Bodies.ZZ;

import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.mujoco.Data;
import java.util.List;

/**
 * A pole that hangs on a motorised hinge too weak to lift its ball at once: it must swing up, and
 * then stand. Angle 0 is up.
 */
final class Pendulum implements Domain {
  private static final double CONTROL_TIMESTEP = 0.02; // s
  private static final int EPISODE_STEPS = 1000; // 20 s
  private static final int SUBSTEPS = 1;
  private static final double UPRIGHT_COSINE = Math.cos(Math.toRadians(8));

  private final Data data;
  private final int pole;

  private Pendulum(Data data) {
    this.data = data;
    pole = data.model().body("pole");
  }

  /**
   * The model.
   *
   * @param ballMass kg
   */
  private static String model(double ballMass) {
    return """
        <mujoco model="pendulum">
          <compiler angle="radian" autolimits="false"/>
          <option timestep="0.02" integrator="Euler">
            <flag contact="disable"/>
          </option>
          <size memory="64K"/>
          <worldbody>
            <body name="pole" pos="0 0 0.6">
              <joint name="hinge" type="hinge" axis="0 1 0" limited="false" damping="0.1"/>
              <geom name="ball" type="sphere" pos="0 0 0.5" size="0.05" mass="%s"/>
            </body>
          </worldbody>
          <actuator>
            <motor name="torque" joint="hinge" gear="1" ctrllimited="true" ctrlrange="-1 1"/>
          </actuator>
        </mujoco>
        """
        .formatted(ballMass);
  }

  @Override
  public void observe(double[] observation) {
    observation[0] = data.xmat(pole, ZZ);
    observation[1] = data.xmat(pole, XZ);
    observation[2] = data.qvel(0);
  }

  /** 1 within 8 degrees of upright, else 0. */
  @Override
  public double reward(double[] action) {
    return data.xmat(pole, ZZ) >= UPRIGHT_COSINE ? 1 : 0;
  }

  /** At rest, at any angle. */
  @Override
  public void reset(Rng rng) {
    data.setQpos(0, rng.uniform(-Math.PI, Math.PI));
  }

  /** The ball's mass varies; its size and place do not. */
  static List<Task> tasks() {
    TaskSpec swingup =
        new TaskSpec(
            "pendulum-swingup",
            List.of("pole-cos", "pole-sin", "pole-velocity"),
            List.of(new AnglePair(0, 1)),
            1,
            4,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            new Perturbation(
                "ball-mass",
                "kg",
                0.05,
                20,
                1.0,
                List.of(1.0, 1.1, 1.4),
                List.of(1.5, 1.6, 1.7),
                List.of(2.0)));
    return List.of(new Task(swingup, SUBSTEPS, Pendulum::model, Pendulum::new));
  }
}
