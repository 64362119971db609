package ddrmpo.control;

import static ddrmpo.control.Bodies.XZ;
import static ddrmpo.control.Bodies.ZZ;

import ddrmpo.control.Rewards.Falloff;
import ddrmpo.core.Parameter;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Renderer.Camera;
import java.util.List;

/**
 * Two arms in a chain, hung at the shoulder, with a motor at the elbow alone: the tip is to be
 * swung up to a target and held there. Angles are 0 when both arms point up.
 */
final class Acrobot implements Domain {
  private static final double CONTROL_TIMESTEP = 0.01; // s
  private static final int EPISODE_STEPS = 1000; // 10 s
  private static final int SUBSTEPS = 1;
  private static final double UPPER_ARM_DENSITY = 1; // kg/m
  private static final double JOINT_DAMPING = 0.05; // N m s/rad
  private static final double MOTOR_GEAR = 2; // N m
  private static final double TARGET_HEIGHT = 4; // m
  private static final double TARGET_RADIUS = 0.2; // m
  private static final double TARGET_MARGIN = 1; // m

  private static final Scene SCENE =
      Scene.withFloor(
          new Camera(0, 0, 2.1, 6.5, 90, -5),
          """
          <site type="sphere" pos="0 0 4" size="0.2" rgba="0.9 0.3 0.3 0.5"/>
          """);

  private static final Parameter UPPER_ARM_LENGTH =
      new Parameter(
          "upper-arm-length",
          "m",
          0.2,
          3,
          1,
          "length of the first arm, without the capsule's caps; its mass follows, 1 kg a metre");
  private static final Parameter LOWER_ARM_MASS =
      new Parameter("lower-arm-mass", "kg", 0.05, 20, 1, "mass of the second arm");

  private final Data data;
  private final int upperArm;
  private final int lowerArm;
  private final int tip;

  private Acrobot(Data data) {
    this.data = data;
    upperArm = data.model().body("upper_arm");
    lowerArm = data.model().body("lower_arm");
    tip = data.model().site("tip");
  }

  /** The model. Neither joint limits nor contacts constrain it. */
  private static String model(Parameters parameters) {
    double length = parameters.get(UPPER_ARM_LENGTH);
    return Template.of(
            """
            <mujoco model="acrobot">
              <compiler angle="radian" autolimits="false"/>
              <option timestep="0.01" integrator="RK4" gravity="0 0 -{gravity}">
                <flag constraint="disable"/>
              </option>
              <size memory="64K"/>
              <worldbody>
                <body name="upper_arm" pos="0 0 2">
                  <joint name="shoulder" type="hinge" axis="0 1 0" limited="false" damping="{damping}"/>
                  <geom name="upper_arm" rgba="0.7 0.5 0.3 1" type="capsule" fromto="0 0 0 0 0 {length}" size="0.05"
                        mass="{mass}"/>
                  <body name="lower_arm" pos="0 0 {length}">
                    <joint name="elbow" type="hinge" axis="0 1 0" limited="false" damping="{damping}"/>
                    <geom name="lower_arm" rgba="0.8 0.6 0.4 1" type="capsule" fromto="0 0 0 0 0 1" size="0.049"
                          mass="{lower-mass}"/>
                    <site name="tip" pos="0 0 1" size="0.01"/>
                  </body>
                </body>
              </worldbody>
              <actuator>
                <motor name="elbow" joint="elbow" gear="{gear}" ctrllimited="true" ctrlrange="-1 1"/>
              </actuator>
            </mujoco>
            """)
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("damping", JOINT_DAMPING * parameters.get(Common.JOINT_DAMPING))
        .put("length", length)
        .put("mass", UPPER_ARM_DENSITY * length)
        .put("lower-mass", parameters.get(LOWER_ARM_MASS))
        .put("gear", MOTOR_GEAR * parameters.get(Common.ACTUATOR_GAIN))
        .fill();
  }

  @Override
  public void observe(double[] observation) {
    observation[0] = data.xmat(upperArm, XZ);
    observation[1] = data.xmat(lowerArm, XZ);
    observation[2] = data.xmat(upperArm, ZZ);
    observation[3] = data.xmat(lowerArm, ZZ);
    observation[4] = data.qvel(0);
    observation[5] = data.qvel(1);
  }

  /** 1 while the tip is inside the target, less with its distance. The target does not move. */
  @Override
  public double reward(double[] action) {
    double x = data.sitePosition(tip, 0);
    double y = data.sitePosition(tip, 1);
    double z = data.sitePosition(tip, 2) - TARGET_HEIGHT;
    double distance = Math.sqrt(x * x + y * y + z * z);
    return Rewards.tolerance(
        distance, 0, TARGET_RADIUS, TARGET_MARGIN, Falloff.GAUSSIAN, Rewards.VALUE_AT_MARGIN);
  }

  /** At rest, at any angles. */
  @Override
  public void reset(Rng rng) {
    data.setQpos(0, rng.uniform(-Math.PI, Math.PI));
    data.setQpos(1, rng.uniform(-Math.PI, Math.PI));
  }

  /** The first arm's length varies, and its mass with it. */
  static List<Task> tasks() {
    TaskSpec swingup =
        new TaskSpec(
            "acrobot-swingup",
            List.of(
                "upper-arm-sin",
                "lower-arm-sin",
                "upper-arm-cos",
                "lower-arm-cos",
                "shoulder-velocity",
                "elbow-velocity"),
            List.of(new AnglePair(2, 0), new AnglePair(3, 1)),
            1,
            7,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(UPPER_ARM_LENGTH, LOWER_ARM_MASS),
            Perturbation.of(
                UPPER_ARM_LENGTH,
                List.of(1.0, 1.025, 1.05),
                List.of(1.15, 1.2, 1.25),
                List.of(1.5)));
    return List.of(new Task(swingup, SUBSTEPS, Acrobot::model, Acrobot::new, SCENE));
  }
}
