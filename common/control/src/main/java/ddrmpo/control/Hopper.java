package ddrmpo.control;

import ddrmpo.control.Rewards.Falloff;
import ddrmpo.core.Parameter;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Renderer.Camera;
import java.util.List;

/** A planar leg with a foot under a torso: it is to hop forward, or to stand with little effort. */
final class Hopper implements Domain {
  private static final double CONTROL_TIMESTEP = 0.02; // s
  private static final int EPISODE_STEPS = 1000; // 20 s
  private static final int SUBSTEPS = 4;
  private static final double STAND_HEIGHT = 0.6; // m, torso above foot
  private static final double HOP_SPEED = 2; // m/s
  private static final double JOINT_DAMPING = 0.05; // N m s/rad
  private static final double DENSITY = 1000; // kg/m^3
  private static final int ROOTS = 3; // coordinates of the torso
  private static final int JOINTS = 4;
  private static final List<String> JOINT_NAMES = List.of("waist", "hip", "knee", "ankle");

  private static final Scene SCENE = Scene.following(new Camera(0, 0, 0.8, 2.8, 90, -10), 0);

  private static final Parameter CALF_END =
      new Parameter(
          "calf-end",
          "m",
          -0.8,
          -0.15,
          -0.32,
          "height of the calf's end below the knee, a negative number; foot and mass follow");
  private static final Parameter DENSITY_FACTOR =
      new Parameter("density", "1", 0.1, 5, 1, "factor on the density of every part");

  /** What is to be done. */
  private enum Goal {
    HOP,
    STAND
  }

  private final Data data;
  private final Goal goal;
  private final int torso;
  private final int foot;
  private final int velocity;
  private final int toe;
  private final int heel;
  private final HingeLimits hinges;

  private Hopper(Data data, Goal goal) {
    this.data = data;
    this.goal = goal;
    torso = data.model().body("torso");
    foot = data.model().body("foot");
    velocity = data.model().sensor("velocity");
    toe = data.model().sensor("toe");
    heel = data.model().sensor("heel");
    hinges = new HingeLimits(data.model(), ROOTS, JOINTS);
  }

  private static String model(Parameters parameters) {
    double gain = parameters.get(Common.ACTUATOR_GAIN);
    return Template.of(
            """
            <mujoco model="hopper">
              <compiler angle="degree" autolimits="false"/>
              <option timestep="0.005" integrator="Euler" gravity="0 0 -{gravity}"/>
              <size memory="512K"/>
              <default>
                <joint type="hinge" axis="0 1 0" limited="true" damping="{damping}" armature="0.2"/>
                <geom type="capsule" rgba="0.8 0.6 0.4 1" density="{density}" friction="{friction}"/>
                <site type="sphere" size="0.05"/>
                <motor ctrllimited="true" ctrlrange="-1 1"/>
              </default>
              <worldbody>
                <geom name="floor" type="plane" size="100 40 0.2"/>
                <body name="torso" pos="0 0 1">
                  <joint name="rootx" type="slide" axis="1 0 0" limited="false" damping="0" armature="0"/>
                  <joint name="rootz" type="slide" axis="0 0 1" limited="false" damping="0" armature="0"/>
                  <joint name="rooty" type="hinge" axis="0 1 0" limited="false" damping="0" armature="0"/>
                  <geom name="torso" fromto="0 0 -0.05 0 0 0.2" size="0.0653"/>
                  <geom name="nose" fromto="0.08 0 0.13 0.15 0 0.14" size="0.03"/>
                  <body name="pelvis" pos="0 0 -0.05">
                    <joint name="waist" range="-30 30"/>
                    <geom name="pelvis" fromto="0 0 0 0 0 -0.15" size="0.065"/>
                    <body name="thigh" pos="0 0 -0.2">
                      <joint name="hip" range="-170 10"/>
                      <geom name="thigh" fromto="0 0 0 0 0 -0.33" size="0.04"/>
                      <body name="calf" pos="0 0 -0.33">
                        <joint name="knee" range="5 150"/>
                        <geom name="calf" fromto="0 0 0 0 0 {calf-end}" size="0.03"/>
                        <body name="foot" pos="0 0 {calf-end}">
                          <joint name="ankle" range="-45 45"/>
                          <geom name="foot" fromto="-0.08 0 0 0.17 0 0" size="0.04"/>
                          <site name="toe" pos="0.17 0 0"/>
                          <site name="heel" pos="-0.08 0 0"/>
                        </body>
                      </body>
                    </body>
                  </body>
                </body>
              </worldbody>
              <sensor>
                <subtreelinvel name="velocity" body="torso"/>
                <touch name="toe" site="toe"/>
                <touch name="heel" site="heel"/>
              </sensor>
              <actuator>
                <motor name="waist" joint="waist" gear="{waist-gear}"/>
                <motor name="hip" joint="hip" gear="{hip-gear}"/>
                <motor name="knee" joint="knee" gear="{knee-gear}"/>
                <motor name="ankle" joint="ankle" gear="{ankle-gear}"/>
              </actuator>
            </mujoco>
            """)
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("damping", JOINT_DAMPING * parameters.get(Common.JOINT_DAMPING))
        .put("density", DENSITY * parameters.get(DENSITY_FACTOR))
        .put(
            "friction",
            Contacts.friction(parameters.get(Common.CONTACT_FRICTION), 1, 0.005, 0.0001))
        .put("calf-end", parameters.get(CALF_END))
        .put("waist-gear", 30 * gain)
        .put("hip-gear", 40 * gain)
        .put("knee-gear", 30 * gain)
        .put("ankle-gear", 10 * gain)
        .fill();
  }

  /**
   * Everything but the place along the floor, and the logarithm of the forces under toe and heel.
   * After a step these forces are of its last substep's beginning.
   */
  @Override
  public void observe(double[] observation) {
    int o = Bodies.allButPlace(data, ROOTS + JOINTS, observation);
    observation[o++] = Math.log1p(data.sensorData(toe));
    observation[o] = Math.log1p(data.sensorData(heel));
  }

  /** Nothing unless the torso is well above the foot; then for speed, or for little effort. */
  @Override
  public double reward(double[] action) {
    double height = data.xipos(torso, 2) - data.xipos(foot, 2);
    double standing = Rewards.tolerance(height, STAND_HEIGHT, 2, 0, Falloff.GAUSSIAN, 0.1);
    return standing
        * switch (goal) {
          case HOP ->
              Rewards.tolerance(
                  data.sensorData(velocity),
                  HOP_SPEED,
                  Double.POSITIVE_INFINITY,
                  HOP_SPEED / 2,
                  Falloff.LINEAR,
                  0.5);
          case STAND -> (4 + Rewards.gentle(action)) / 5;
        };
  }

  /** Any joint angles and any pitch, the torso 1 m above the floor, at rest. */
  @Override
  public void reset(Rng rng) {
    hinges.draw(data, rng);
    data.setQpos(2, rng.uniform(-Math.PI, Math.PI));
  }

  /** The calf's length varies, and its mass with it. */
  static List<Task> tasks() {
    List<Double> set = List.of(-0.32, -0.33, -0.34);
    return List.of(
        task("hopper-hop", Goal.HOP, set, List.of(-0.4, -0.45, -0.5)),
        task("hopper-stand", Goal.STAND, set, List.of(-0.4, -0.475, -0.5)));
  }

  private static Task task(String name, Goal goal, List<Double> set, List<Double> holdouts) {
    TaskSpec spec =
        new TaskSpec(
            name,
            Names.of()
                .each(List.of("height", "pitch"), "torso-%s")
                .each(JOINT_NAMES, "%s-angle")
                .each(List.of("x", "z", "pitch"), "torso-%s-velocity")
                .each(JOINT_NAMES, "%s-velocity")
                .each(List.of("toe", "heel"), "%s-touch")
                .list(),
            List.of(),
            JOINTS,
            22,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(CALF_END, DENSITY_FACTOR, Common.CONTACT_FRICTION),
            Perturbation.of(CALF_END, set, holdouts, List.of(-0.6)));
    return new Task(spec, SUBSTEPS, Hopper::model, data -> new Hopper(data, goal), SCENE);
  }
}
