package ddrmpo.control;

import static ddrmpo.control.Bodies.XX;
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
import java.util.stream.IntStream;

/** A planar biped: it is to walk, or to run. The first coordinate is height, the second place. */
final class Walker implements Domain {
  private static final double CONTROL_TIMESTEP = 0.025; // s
  private static final int EPISODE_STEPS = 1000; // 25 s
  private static final int SUBSTEPS = 10;
  private static final double STAND_HEIGHT = 1.2; // m, of the torso's centre
  private static final double WALK_SPEED = 1; // m/s
  private static final double RUN_SPEED = 8; // m/s
  private static final double JOINT_DAMPING = 0.1; // N m s/rad
  private static final double DENSITY = 1000; // kg/m^3
  private static final double KNEE_HEIGHT = 0.25; // m, above the centre of the lower leg
  private static final int ROOTS = 3; // coordinates of the torso
  private static final int JOINTS = 6;
  private static final List<String> BODIES =
      List.of(
          "torso", "right_thigh", "right_leg", "right_foot", "left_thigh", "left_leg", "left_foot");
  private static final List<String> JOINT_NAMES =
      List.of("right-hip", "right-knee", "right-ankle", "left-hip", "left-knee", "left-ankle");

  private static final Scene SCENE = Scene.following(new Camera(0, 0, 0.95, 3.4, 90, -10), 1);

  private static final Parameter THIGH_HALF_LENGTH =
      new Parameter(
          "thigh-half-length",
          "m",
          0.1,
          0.6,
          0.225,
          "half the length of both thighs; lower legs and masses follow");
  private static final Parameter DENSITY_FACTOR =
      new Parameter("density", "1", 0.1, 5, 1, "factor on the density of every part");

  private final Data data;
  private final double speed; // m/s
  private final int[] bodies = new int[BODIES.size()];
  private final int torso;
  private final int velocity;
  private final HingeLimits hinges;

  private Walker(Data data, double speed) {
    this.data = data;
    this.speed = speed;
    for (int b = 0; b < bodies.length; b++) {
      bodies[b] = data.model().body(BODIES.get(b));
    }
    torso = bodies[0];
    velocity = data.model().sensor("velocity");
    hinges = new HingeLimits(data.model(), ROOTS, JOINTS);
  }

  /** The model. Parts touch the floor but not each other. */
  private static String model(Parameters parameters) {
    double gain = parameters.get(Common.ACTUATOR_GAIN);
    return Template.of(
            """
            <mujoco model="walker">
              <compiler angle="degree" autolimits="false"/>
              <option timestep="0.0025" integrator="Euler" gravity="0 0 -{gravity}"/>
              <size memory="512K"/>
              <default>
                <joint type="hinge" axis="0 -1 0" limited="true" damping="{damping}" armature="0.01"
                       solimplimit="0 0.99 0.01"/>
                <geom type="capsule" rgba="0.8 0.6 0.4 1" contype="1" conaffinity="0" density="{density}"
                      friction="{friction}"/>
                <motor ctrllimited="true" ctrlrange="-1 1"/>
              </default>
              <worldbody>
                <geom name="floor" type="plane" size="100 40 0.2" conaffinity="1"/>
                <body name="torso" pos="0 0 1.3">
                  <joint name="rootz" type="slide" axis="0 0 1" limited="false" damping="0" armature="0"/>
                  <joint name="rootx" type="slide" axis="1 0 0" limited="false" damping="0" armature="0"/>
                  <joint name="rooty" type="hinge" axis="0 1 0" limited="false" damping="0" armature="0"/>
                  <geom name="torso" size="0.07 0.3"/>
            {right-leg}
            {left-leg}
                </body>
              </worldbody>
              <sensor>
                <subtreelinvel name="velocity" body="torso"/>
              </sensor>
              <actuator>
                <motor name="right_hip" joint="right_hip" gear="{hip-gear}"/>
                <motor name="right_knee" joint="right_knee" gear="{knee-gear}"/>
                <motor name="right_ankle" joint="right_ankle" gear="{ankle-gear}"/>
                <motor name="left_hip" joint="left_hip" gear="{hip-gear}"/>
                <motor name="left_knee" joint="left_knee" gear="{knee-gear}"/>
                <motor name="left_ankle" joint="left_ankle" gear="{ankle-gear}"/>
              </actuator>
            </mujoco>
            """)
        .put("right-leg", leg("right", -0.05, parameters.get(THIGH_HALF_LENGTH)))
        .put("left-leg", leg("left", 0.05, parameters.get(THIGH_HALF_LENGTH)))
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("damping", JOINT_DAMPING * parameters.get(Common.JOINT_DAMPING))
        .put("density", DENSITY * parameters.get(DENSITY_FACTOR))
        .put("friction", Contacts.friction(parameters.get(Common.CONTACT_FRICTION), 0.7, 0.1, 0.1))
        .put("hip-gear", 100 * gain)
        .put("knee-gear", 50 * gain)
        .put("ankle-gear", 20 * gain)
        .fill();
  }

  private static String leg(String side, double y, double thighHalfLength) {
    return Template.of(
            """
                  <body name="{side}_thigh" pos="0 {y} -0.3">
                    <joint name="{side}_hip" range="-20 100"/>
                    <geom name="{side}_thigh" rgba="{colour}" pos="0 0 -{half}" size="0.05 {half}"/>
                    <body name="{side}_leg" pos="0 0 {leg}">
                      <joint name="{side}_knee" pos="0 0 0.25" range="-150 0"/>
                      <geom name="{side}_leg" rgba="{colour}" size="0.04 0.25"/>
                      <body name="{side}_foot" pos="0.06 0 -0.25">
                        <joint name="{side}_ankle" pos="-0.06 0 0" range="-45 45"/>
                        <geom name="{side}_foot" rgba="{colour}" euler="0 90 0" size="0.05 0.1"/>
                      </body>
                    </body>
                  </body>
            """)
        .put("side", side)
        .put("colour", side.equals("right") ? "0.8 0.6 0.4 1" : "0.6 0.42 0.28 1")
        .put("y", y)
        .put("half", thighHalfLength)
        .put("leg", -KNEE_HEIGHT - 2 * thighHalfLength)
        .fill()
        .stripTrailing();
  }

  /** The orientation of every part, the torso's height, and all velocities. */
  @Override
  public void observe(double[] observation) {
    int o = 0;
    for (int body : bodies) {
      observation[o++] = data.xmat(body, XX);
      observation[o++] = data.xmat(body, XZ);
    }
    observation[o++] = data.xpos(torso, 2);
    for (int i = 0; i < ROOTS + JOINTS; i++) {
      observation[o++] = data.qvel(i);
    }
  }

  /** For standing upright and high, and five times as much for doing so at speed. */
  @Override
  public double reward(double[] action) {
    double standing =
        Rewards.tolerance(
            data.xpos(torso, 2),
            STAND_HEIGHT,
            Double.POSITIVE_INFINITY,
            STAND_HEIGHT / 2,
            Falloff.GAUSSIAN,
            Rewards.VALUE_AT_MARGIN);
    double upright = (1 + data.xmat(torso, ZZ)) / 2;
    double moving =
        Rewards.tolerance(
            data.sensorData(velocity),
            speed,
            Double.POSITIVE_INFINITY,
            speed / 2,
            Falloff.LINEAR,
            0.5);
    return (3 * standing + upright) / 4 * (5 * moving + 1) / 6;
  }

  /** Any joint angles and any pitch, the torso 1.3 m above the floor, at rest. */
  @Override
  public void reset(Rng rng) {
    hinges.draw(data, rng);
    data.setQpos(2, rng.uniform(-Math.PI, Math.PI));
  }

  /** The length of both thighs varies, and their mass with it. */
  static List<Task> tasks() {
    return List.of(task("walker-run", RUN_SPEED), task("walker-walk", WALK_SPEED));
  }

  private static Task task(String name, double speed) {
    List<String> bodies = BODIES.stream().map(body -> body.replace('_', '-')).toList();
    TaskSpec spec =
        new TaskSpec(
            name,
            Names.of()
                .each(
                    bodies.stream().flatMap(b -> List.of(b + "-cos", b + "-sin").stream()).toList(),
                    "%s")
                .each(List.of("torso-height"), "%s")
                .each(List.of("z", "x", "pitch"), "torso-%s-velocity")
                .each(JOINT_NAMES, "%s-velocity")
                .list(),
            IntStream.range(0, bodies.size())
                .mapToObj(b -> new AnglePair(2 * b, 2 * b + 1))
                .toList(),
            JOINTS,
            28,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(THIGH_HALF_LENGTH, DENSITY_FACTOR, Common.CONTACT_FRICTION),
            Perturbation.of(
                THIGH_HALF_LENGTH,
                List.of(0.225, 0.2375, 0.25),
                List.of(0.35, 0.375, 0.4),
                List.of(0.45)));
    return new Task(spec, SUBSTEPS, Walker::model, data -> new Walker(data, speed), SCENE);
  }
}
