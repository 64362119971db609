package ddrmpo.control;

import static ddrmpo.control.Bodies.XZ;
import static ddrmpo.control.Bodies.ZZ;

import ddrmpo.core.Parameter;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Renderer.Camera;
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

  private static final double HINGE_DAMPING = 0.1; // N m s/rad

  private static final Scene SCENE =
      Scene.withFloor(
          new Camera(0, 0, 0.65, 2.2, 90, -8),
          """
          <geom type="cylinder" pos="0 0.1 0.6" quat="1 1 0 0" size="0.03 0.06" contype="0" conaffinity="0"/>
          """,
          new Scene.Edit(
              "<geom name=\"ball\"",
              "<geom type=\"cylinder\" fromto=\"0 0 0 0 0 0.5\" size=\"0.02\" mass=\"0\""
                  + " rgba=\"0.5 0.5 0.6 1\"/><geom name=\"ball\""));

  private static final Parameter BALL_MASS =
      new Parameter("ball-mass", "kg", 0.05, 20, 1, "mass of the ball; its size and place stay");
  private static final Parameter POLE_LENGTH =
      new Parameter(
          "pole-length", "m", 0.1, 3, 0.5, "distance of the ball's centre from the hinge");

  private final Data data;
  private final int pole;

  private Pendulum(Data data) {
    this.data = data;
    pole = data.model().body("pole");
  }

  /** The model: the pole itself has no mass. */
  private static String model(Parameters parameters) {
    return Template.of(
            """
        <mujoco model="pendulum">
          <compiler angle="radian" autolimits="false"/>
          <option timestep="0.02" integrator="Euler" gravity="0 0 -{gravity}">
            <flag contact="disable"/>
          </option>
          <size memory="64K"/>
          <worldbody>
            <body name="pole" pos="0 0 0.6">
              <joint name="hinge" type="hinge" axis="0 1 0" limited="false" damping="{damping}"/>
              <geom name="ball" rgba="0.8 0.6 0.4 1" type="sphere" pos="0 0 {length}" size="0.05" mass="{mass}"/>
            </body>
          </worldbody>
          <actuator>
            <motor name="torque" joint="hinge" gear="{gain}" ctrllimited="true" ctrlrange="-1 1"/>
          </actuator>
        </mujoco>
        """)
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("damping", HINGE_DAMPING * parameters.get(Common.JOINT_DAMPING))
        .put("length", parameters.get(POLE_LENGTH))
        .put("mass", parameters.get(BALL_MASS))
        .put("gain", parameters.get(Common.ACTUATOR_GAIN))
        .fill();
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
            Common.and(BALL_MASS, POLE_LENGTH),
            Perturbation.of(
                BALL_MASS, List.of(1.0, 1.1, 1.4), List.of(1.5, 1.6, 1.7), List.of(2.0)),
            List.of(
                new TaskSpec.Variant(
                    "offline",
                    Perturbation.of(
                        BALL_MASS, List.of(1.0, 1.1, 1.2), List.of(1.5, 1.6, 1.7), List.of(2.0)),
                    "Section 4.2's masses for offline data, Figure 5"),
                new TaskSpec.Variant(
                    "length",
                    Perturbation.of(
                        POLE_LENGTH, List.of(1.0, 1.1, 1.4), List.of(1.5, 1.6, 1.7), List.of(2.0)),
                    "Section 4.2 prints metres once: the pole's length; 1 m is twice the Control"
                        + " Suite's")));
    return List.of(new Task(swingup, SUBSTEPS, Pendulum::model, Pendulum::new, SCENE));
  }
}
