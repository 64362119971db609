package ddrmpo.control;

import ddrmpo.core.Parameter;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Model;
import ddrmpo.mujoco.PhysicsException;
import ddrmpo.mujoco.Renderer.Camera;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hand, palm up, with a cube on it: the cube is to be turned to a goal orientation. The paper's
 * own model is not public; this one is rebuilt from the numbers of Gymnasium-Robotics' hand.
 *
 * <p>An action is the velocity of each actuator's target angle, which a position servo follows. The
 * memory beside the simulator's state holds the target angles and the goal's quaternion.
 */
final class ShadowHand implements Domain {
  private static final double CONTROL_TIMESTEP = 0.05; // s
  private static final int EPISODE_STEPS = 200; // 10 s
  private static final int SUBSTEPS = 25;
  private static final double TARGET_SPEED = 2; // rad/s of an action of 1
  private static final double FALLEN_HEIGHT = 0.04; // m, of the cube's centre
  private static final double START_STDDEV = 0.005; // m, of the cube's position
  private static final int SETTLE_STEPS = 10; // control steps with the targets held
  private static final int START_TRIES = 100;
  private static final double CUBE_X = 1; // m
  private static final double CUBE_Y = 0.87; // m
  private static final double CUBE_Z = 0.2; // m
  private static final double CUBE_DENSITY = 567; // kg/m^3
  private static final double CUBE_DAMPING = 0.01; // N s/m, N m s/rad
  private static final double FINGER_DAMPING = 0.1; // N m s/rad
  private static final double WRIST_DAMPING = 0.5; // N m s/rad
  private static final int HAND = 24; // joints of the hand
  private static final int ACTUATORS = 20;
  private static final int QUATERNION = 4;

  private static final Scene SCENE =
      new Scene(
          new Camera(1, 0.93, 0.16, 0.55, 60, -40),
          -1,
          "",
          List.of(
              new Scene.Edit("<geom name=\"cube\"", "<geom name=\"cube\" material=\"marked\"")));

  private static final Parameter CUBE_HALF_WIDTH =
      new Parameter(
          "cube-half-width", "m", 0.01, 0.04, 0.025, "half the cube's edge; its mass follows");
  private static final Parameter CUBE_DENSITY_FACTOR =
      new Parameter("cube-density", "1", 0.1, 10, 1, "factor on the cube's density");

  /** Finger joints, J3 sideways, J2 to J0 outwards; J0 has no actuator, a tendon couples it. */
  private static final List<String> FINGERS = List.of("FF", "MF", "RF", "LF");

  private static final List<String> JOINTS =
      List.of(
          "WRJ1", "WRJ0", "FFJ3", "FFJ2", "FFJ1", "FFJ0", "MFJ3", "MFJ2", "MFJ1", "MFJ0", "RFJ3",
          "RFJ2", "RFJ1", "RFJ0", "LFJ4", "LFJ3", "LFJ2", "LFJ1", "LFJ0", "THJ4", "THJ3", "THJ2",
          "THJ1", "THJ0");

  private final Data data;
  private final int cube;
  private final double[] low = new double[ACTUATORS]; // rad
  private final double[] high = new double[ACTUATORS]; // rad
  private final double[] targets = new double[ACTUATORS]; // rad
  private final double[] goal = new double[QUATERNION];

  private ShadowHand(Data data) {
    this.data = data;
    Model model = data.model();
    cube = model.body("cube");
    int a = 0;
    for (String joint : JOINTS) {
      if (isActuated(joint)) {
        double[] range = model.jointRange(model.joint(joint));
        low[a] = range[0];
        high[a] = range[1];
        a++;
      }
    }
    forget();
  }

  private static boolean isActuated(String joint) {
    return !joint.endsWith("J0") || joint.equals("WRJ0") || joint.equals("THJ0");
  }

  /** The model: hand and cube touch, parts of the hand only where a pair says so. */
  private static String model(Parameters parameters) {
    double half = parameters.get(CUBE_HALF_WIDTH);
    double damping = parameters.get(Common.JOINT_DAMPING);
    double friction = parameters.get(Common.CONTACT_FRICTION);
    return Template.of(
            """
            <mujoco model="shadow_hand">
              <compiler angle="radian" autolimits="false"/>
              <option timestep="0.002" integrator="Euler" iterations="20" gravity="0 0 -{gravity}"/>
              <size memory="2M"/>
              <default>
                <geom friction="{friction}"/>
                <default class="hand">
                  <joint type="hinge" limited="true" damping="{damping}" armature="0.001" margin="0.01"
                         frictionloss="0.001"/>
                  <geom type="capsule" rgba="0.8 0.6 0.5 1" contype="1" conaffinity="0" condim="3" margin="0.0005"/>
                  <position ctrllimited="true" forcelimited="true"/>
                </default>
              </default>
              <worldbody>
                <geom name="floor" type="plane" pos="1 1 0" size="10 10 1"/>
                <body name="hand_mount" pos="1 1.25 0.15" euler="1.5708 0 3.14159" childclass="hand">
                  <inertial mass="0.1" pos="0 0 0" diaginertia="0.001 0.001 0.001"/>
                  <body name="forearm" pos="0 0.01 0">
                    <inertial mass="4" pos="0.001 -0.002 0.29" diaginertia="0.01 0.01 0.0075"/>
                    <body name="wrist" pos="0 0 0.256">
                      <inertial mass="0.3" pos="0.003 0 0.016" diaginertia="0.001 0.001 0.001"/>
                      <joint name="WRJ1" axis="0 1 0" range="-0.489 0.14" damping="{wrist-damping}" armature="0.005"/>
                      <geom name="wrist" size="0.015 0.01" quat="0.707 0.707 0 0"/>
                      <body name="palm" pos="0 0 0.034">
                        <inertial mass="0.3" pos="0.006 0 0.036" diaginertia="0.001 0.001 0.001"/>
                        <joint name="WRJ0" axis="1 0 0" range="-0.698 0.489" damping="{wrist-damping}" armature="0.005"/>
                        <geom name="palm0" type="box" size="0.032 0.0111 0.049" pos="0.011 0 0.038"/>
                        <geom name="palm1" type="box" size="0.011 0.0111 0.025" pos="-0.032 0 0.014"/>
            {fore-finger}
            {middle-finger}
            {ring-finger}
                        <body name="lfmetacarpal" pos="-0.017 0 0.044">
                          <inertial mass="0.075" pos="-0.014 0.001 0.014" diaginertia="1e-5 1e-5 1e-5"/>
                          <joint name="LFJ4" axis="0.571 0 0.821" range="0 0.785"/>
                          <geom name="lfmetacarpal" type="box" size="0.0095 0.0111 0.025" pos="-0.0165 0 0.01"/>
            {little-finger}
                        </body>
            {thumb}
                      </body>
                    </body>
                  </body>
                </body>
                <body name="cube" pos="{x} {y} {z}">
                  <joint name="cube" type="free" limited="false" damping="{cube-damping}"/>
                  <geom name="cube" type="box" size="{half} {half} {half}" density="{cube-density}" condim="4"/>
                </body>
              </worldbody>
              <contact>
            {pairs}
              </contact>
              <tendon>
            {tendons}
              </tendon>
              <actuator>
            {actuators}
              </actuator>
            </mujoco>
            """)
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("friction", Contacts.friction(friction, 1, 0.005, 0.0001))
        .put("damping", FINGER_DAMPING * damping)
        .put("wrist-damping", WRIST_DAMPING * damping)
        .put("fore-finger", finger("ff", "0.033 0 0.095", 0.011))
        .put("middle-finger", finger("mf", "0.011 0 0.099", 0.012))
        .put("ring-finger", finger("rf", "-0.011 0 0.095", 0.012))
        .put("little-finger", finger("lf", "-0.017 0 0.044", 0.012))
        .put("thumb", THUMB)
        .put("x", CUBE_X)
        .put("y", CUBE_Y)
        .put("z", CUBE_Z)
        .put("cube-damping", CUBE_DAMPING)
        .put("half", half)
        .put("cube-density", CUBE_DENSITY * parameters.get(CUBE_DENSITY_FACTOR))
        .put("pairs", pairs())
        .put("tendons", tendons())
        .put("actuators", actuators(parameters.get(Common.ACTUATOR_GAIN)))
        .fill();
  }

  /** Knuckle, proximal, middle and distal link, from the palm outwards. */
  private static String finger(String name, String position, double middleCentre) {
    return Template.of(
            """
            <body name="{f}knuckle" pos="{position}">
              <inertial mass="0.008" pos="0 0 0" diaginertia="1e-5 1e-5 1e-5"/>
              <joint name="{F}J3" axis="0 1 0" range="-0.349 0.349"/>
              <body name="{f}proximal">
                <inertial mass="0.014" pos="0 0 0.023" diaginertia="1e-5 1e-5 1e-5"/>
                <joint name="{F}J2" axis="1 0 0" range="0 1.571"/>
                <geom name="{f}proximal" size="0.01 0.0225" pos="0 0 0.0225"/>
                <body name="{f}middle" pos="0 0 0.045">
                  <inertial mass="0.012" pos="0 0 {middle-centre}" diaginertia="1e-5 1e-5 1e-5"/>
                  <joint name="{F}J1" axis="1 0 0" range="0 1.571"/>
                  <geom name="{f}middle" size="0.00805 0.0125" pos="0 0 0.0125"/>
                  <body name="{f}distal" pos="0 0 0.025">
                    <inertial mass="0.01" pos="0 0 0.015" diaginertia="1e-5 1e-5 1e-5"/>
                    <joint name="{F}J0" axis="1 0 0" range="0 1.571"/>
                    <geom name="{f}distal" size="0.00705 0.012" pos="0 0 0.012" condim="4"/>
                  </body>
                </body>
              </body>
            </body>
            """)
        .put("f", name)
        .put("F", name.toUpperCase(Locale.ROOT))
        .put("position", position)
        .put("middle-centre", middleCentre)
        .fill();
  }

  private static final String THUMB =
      """
      <body name="thbase" pos="0.034 -0.009 0.029" axisangle="0 1 0 0.785">
        <inertial mass="0.01" pos="0 0 0" diaginertia="1e-5 1e-5 1e-5"/>
        <joint name="THJ4" axis="0 0 -1" range="-1.047 1.047"/>
        <body name="thproximal">
          <inertial mass="0.016" pos="0 0 0.017" diaginertia="1e-5 1e-5 1e-5"/>
          <joint name="THJ3" axis="1 0 0" range="0 1.222"/>
          <geom name="thproximal" size="0.013 0.019" pos="0 0 0.019"/>
          <body name="thhub" pos="0 0 0.038">
            <inertial mass="0.002" pos="0 0 0" diaginertia="1e-5 1e-5 1e-5"/>
            <joint name="THJ2" axis="1 0 0" range="-0.209 0.209"/>
            <body name="thmiddle">
              <inertial mass="0.016" pos="0 0 0.016" diaginertia="1e-5 1e-5 1e-5"/>
              <joint name="THJ1" axis="0 1 0" range="-0.524 0.524"/>
              <geom name="thmiddle" size="0.011 0.016" pos="0 0 0.016"/>
              <body name="thdistal" pos="0 0 0.032">
                <inertial mass="0.016" pos="0 0 0.016" diaginertia="1e-5 1e-5 1e-5"/>
                <joint name="THJ0" axis="0 1 0" range="-1.571 0"/>
                <geom name="thdistal" size="0.00918 0.013" pos="0 0 0.013" condim="4"/>
              </body>
            </body>
          </body>
        </body>
      </body>
      """;

  /** Parts of the hand that can touch each other. */
  private static String pairs() {
    String thumb =
        "ffdistal ffmiddle ffproximal mfproximal mfdistal rfdistal lfdistal palm0"
            .replaceAll("\\S+", "thdistal-$0");
    String fingers =
        " ffdistal-mfdistal mfdistal-rfdistal rfdistal-lfdistal mfdistal-lfdistal"
            + " ffproximal-mfproximal mfproximal-rfproximal rfproximal-lfproximal"
            + " lfdistal-rfmiddle lfmiddle-rfdistal lfmiddle-rfmiddle";
    return Stream.of((thumb + fingers).split(" "))
        .map(pair -> pair.split("-"))
        .map(pair -> "<pair geom1=\"%s\" geom2=\"%s\" condim=\"1\"/>".formatted(pair[0], pair[1]))
        .collect(Collectors.joining("\n"));
  }

  /** A finger's last two joints bend together. */
  private static String tendons() {
    return FINGERS.stream()
        .map(
            finger ->
                """
                <fixed name="%1$s" limited="true" range="-0.001 0.001">
                  <joint joint="%1$sJ0" coef="0.00705"/>
                  <joint joint="%1$sJ1" coef="-0.00805"/>
                </fixed>
                """
                    .formatted(finger))
        .collect(Collectors.joining());
  }

  private static String actuators(double gain) {
    return JOINTS.stream()
        .filter(ShadowHand::isActuated)
        .map(
            joint -> {
              Servo servo = Servo.of(joint);
              return """
              <position name="%1$s" joint="%1$s" class="hand" kp="%2$s" forcerange="-%3$s %3$s" ctrlrange="%4$s"/>
              """
                  .formatted(joint, gain * servo.stiffness, gain * servo.force, servo.range);
            })
        .collect(Collectors.joining());
  }

  /**
   * A position servo.
   *
   * @param stiffness N m/rad
   * @param force greatest torque, N m
   * @param range of the target, rad: the joint's
   */
  private record Servo(double stiffness, double force, String range) {
    static Servo of(String joint) {
      return switch (joint) {
        case "WRJ1" -> new Servo(5, 4.785, "-0.489 0.14");
        case "WRJ0" -> new Servo(5, 2.175, "-0.698 0.489");
        case "LFJ4" -> new Servo(1, 0.9, "0 0.785");
        case "THJ4" -> new Servo(1, 2.3722, "-1.047 1.047");
        case "THJ3" -> new Servo(1, 1.45, "0 1.222");
        case "THJ2" -> new Servo(1, 0.99, "-0.209 0.209");
        case "THJ1" -> new Servo(1, 0.99, "-0.524 0.524");
        case "THJ0" -> new Servo(1, 0.81, "-1.571 0");
        default ->
            joint.endsWith("J3")
                ? new Servo(1, 0.9, "-0.349 0.349")
                : new Servo(1, joint.endsWith("J2") ? 0.9 : 0.7245, "0 1.571");
      };
    }
  }

  /** The targets move by the action, and the servos follow them. */
  @Override
  public void control(double[] action, double[] control) {
    for (int a = 0; a < ACTUATORS; a++) {
      double moved = targets[a] + action[a] * TARGET_SPEED * CONTROL_TIMESTEP;
      targets[a] = Math.max(low[a], Math.min(high[a], moved));
      control[a] = targets[a];
    }
  }

  /** Angles and velocities of the hand, the cube's pose and motion, and both orientations. */
  @Override
  public void observe(double[] observation) {
    int o = 0;
    for (int i = 0; i < HAND; i++) {
      observation[o++] = data.qpos(i);
    }
    for (int i = 0; i < HAND; i++) {
      observation[o++] = data.qvel(i);
    }
    for (int i = 0; i < 7; i++) {
      observation[o++] = data.qpos(HAND + i);
    }
    for (int i = 0; i < 6; i++) {
      observation[o++] = data.qvel(HAND + i);
    }
    for (int i = 0; i < 9; i++) {
      observation[o++] = data.xmat(cube, i);
    }
    Quaternions.matrix(goal, observation, o);
  }

  /** 1 at the goal orientation, 0 half a turn from it or once the cube has fallen. */
  @Override
  public double reward(double[] action) {
    if (data.xpos(cube, 2) < FALLEN_HEIGHT) {
      return 0;
    }
    double cosine = 0;
    for (int i = 0; i < QUATERNION; i++) {
      cosine += goal[i] * data.qpos(HAND + 3 + i);
    }
    double angle = 2 * Math.acos(Math.min(1, Math.abs(cosine)));
    return 1 - angle / Math.PI;
  }

  /** The cube falls on the still hand in any orientation, and stays there; the goal is another. */
  @Override
  public void reset(Rng rng) {
    double[] orientation = new double[QUATERNION];
    for (int i = 0; i < START_TRIES; i++) {
      data.reset();
      forget();
      data.setQpos(HAND, CUBE_X + START_STDDEV * rng.nextGaussian());
      data.setQpos(HAND + 1, CUBE_Y + START_STDDEV * rng.nextGaussian());
      data.setQpos(HAND + 2, CUBE_Z + START_STDDEV * rng.nextGaussian());
      Quaternions.random(rng, orientation);
      for (int q = 0; q < QUATERNION; q++) {
        data.setQpos(HAND + 3 + q, orientation[q]);
      }
      data.step(targets, SETTLE_STEPS * SUBSTEPS);
      if (data.xpos(cube, 2) > FALLEN_HEIGHT) {
        data.setTime(0);
        Quaternions.random(rng, goal);
        return;
      }
    }
    throw new PhysicsException("The cube fell from the hand in " + START_TRIES + " starts");
  }

  @Override
  public int memory() {
    return ACTUATORS + QUATERNION;
  }

  @Override
  public void remember(double[] into, int offset) {
    System.arraycopy(targets, 0, into, offset, ACTUATORS);
    System.arraycopy(goal, 0, into, offset + ACTUATORS, QUATERNION);
  }

  @Override
  public void recall(double[] from, int offset) {
    System.arraycopy(from, offset, targets, 0, ACTUATORS);
    System.arraycopy(from, offset + ACTUATORS, goal, 0, QUATERNION);
  }

  /** The targets at rest, the goal the cube's own frame. */
  @Override
  public void forget() {
    for (int a = 0; a < ACTUATORS; a++) {
      targets[a] = Math.max(low[a], Math.min(high[a], 0));
    }
    Arrays.fill(goal, 0);
    goal[0] = 1;
  }

  /** The cube's width varies at constant density: the smaller, the harder. */
  static List<Task> tasks() {
    List<String> joints = JOINTS.stream().map(joint -> joint.toLowerCase(Locale.ROOT)).toList();
    List<String> axes = List.of("x", "y", "z");
    List<String> elements = new ArrayList<>();
    axes.forEach(row -> axes.forEach(column -> elements.add(row + column)));
    TaskSpec reorient =
        new TaskSpec(
            "shadow-hand-reorient",
            Names.of()
                .each(joints, "%s-angle")
                .each(joints, "%s-velocity")
                .each(axes, "cube-%s")
                .each(List.of("w", "x", "y", "z"), "cube-quaternion-%s")
                .each(axes, "cube-%s-velocity")
                .each(axes, "cube-%s-rotation")
                .each(elements, "cube-%s")
                .each(elements, "goal-%s")
                .list(),
            List.of(),
            ACTUATORS,
            1 + 31 + 30 + 30 + ACTUATORS + QUATERNION,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(CUBE_HALF_WIDTH, CUBE_DENSITY_FACTOR, Common.CONTACT_FRICTION),
            Perturbation.of(
                CUBE_HALF_WIDTH,
                List.of(0.025, 0.022, 0.02),
                List.of(0.021, 0.018, 0.015),
                List.of(0.0125)));
    return List.of(new Task(reorient, SUBSTEPS, ShadowHand::model, ShadowHand::new, SCENE));
  }
}
