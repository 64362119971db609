package ddrmpo.control;

import ddrmpo.control.Rewards.Falloff;
import ddrmpo.core.Parameter;
import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Renderer.Camera;
import java.util.List;
import java.util.Map;

/** A planar animal with a back and a front leg on springs: it is to run, to the right. */
final class Cheetah implements Domain {
  private static final double CONTROL_TIMESTEP = 0.01; // s
  private static final int EPISODE_STEPS = 1000; // 10 s
  private static final int SUBSTEPS = 1;
  private static final int SETTLE_SUBSTEPS = 200; // 2 s
  private static final double RUN_SPEED = 10; // m/s
  private static final double HEAD_OVERHANG = 0.1; // m, from the torso's end to the head's centre
  private static final int ROOTS = 3; // coordinates of the torso
  private static final int JOINTS = 6;
  private static final List<String> JOINT_NAMES =
      List.of("bthigh", "bshin", "bfoot", "fthigh", "fshin", "ffoot");

  private static final Scene SCENE = Scene.following(new Camera(0, 0, 0.6, 3.2, 90, -10), 0);

  private static final Parameter TORSO_HALF_LENGTH =
      new Parameter(
          "torso-half-length",
          "m",
          0.15,
          1,
          0.5,
          "half the torso's length; legs and head follow its ends, and the whole keeps its mass");
  private static final Parameter TOTAL_MASS =
      new Parameter("total-mass", "kg", 2, 60, 14, "mass of the whole animal");
  private static final Parameter JOINT_STIFFNESS =
      new Parameter("joint-stiffness", "1", 0, 5, 1, "factor on the stiffness of every joint");

  private final Data data;
  private final int velocity;
  private final HingeLimits hinges;
  private final double[] atRest = new double[JOINTS];

  private Cheetah(Data data) {
    this.data = data;
    velocity = data.model().sensor("velocity");
    hinges = new HingeLimits(data.model(), ROOTS, JOINTS);
  }

  /** The model. A link's capsule is written by its centre, its tilt about y and its half length. */
  private static String model(Parameters parameters) {
    double half = parameters.get(TORSO_HALF_LENGTH);
    Template template =
        Template.of(
            """
            <mujoco model="cheetah">
              <compiler angle="degree" autolimits="false" settotalmass="{total-mass}"/>
              <option timestep="0.01" integrator="Euler" gravity="0 0 -{gravity}"/>
              <size memory="512K"/>
              <default>
                <joint type="hinge" axis="0 1 0" limited="true" armature="0.1"/>
                <geom type="capsule" rgba="0.8 0.6 0.4 1" size="0.046" contype="1" conaffinity="1" friction="{friction}"/>
                <motor ctrllimited="true" ctrlrange="-1 1"/>
              </default>
              <worldbody>
                <geom name="ground" type="plane" size="100 40 0.5" friction="{ground-friction}"/>
                <body name="torso" pos="0 0 0.7">
                  <joint name="rootx" type="slide" axis="1 0 0" limited="false" armature="0"/>
                  <joint name="rootz" type="slide" axis="0 0 1" limited="false" armature="0"/>
                  <joint name="rooty" type="hinge" axis="0 1 0" limited="false" armature="0"/>
                  <geom name="torso" fromto="-{half} 0 0 {half} 0 0"/>
                  <geom name="head" pos="{head} 0 0.1" euler="0 50 0" size="0.046 0.15"/>
                  <body name="bthigh" pos="-{half} 0 0">
                    <joint name="bthigh" range="-30 60" {bthigh}/>
                    <geom name="bthigh" pos="0.1 0 -0.13" euler="0 -218 0" size="0.046 0.145"/>
                    <body name="bshin" pos="0.16 0 -0.25">
                      <joint name="bshin" range="-50 50" {bshin}/>
                      <geom name="bshin" pos="-0.14 0 -0.07" euler="0 -116 0" size="0.046 0.15"/>
                      <body name="bfoot" pos="-0.28 0 -0.14">
                        <joint name="bfoot" range="-230 50" {bfoot}/>
                        <geom name="bfoot" pos="0.03 0 -0.097" euler="0 -15 0" size="0.046 0.094"/>
                      </body>
                    </body>
                  </body>
                  <body name="fthigh" pos="{half} 0 0">
                    <joint name="fthigh" range="-57 0.40" {fthigh}/>
                    <geom name="fthigh" pos="-0.07 0 -0.12" euler="0 30 0" size="0.046 0.133"/>
                    <body name="fshin" pos="-0.14 0 -0.24">
                      <joint name="fshin" range="-70 50" {fshin}/>
                      <geom name="fshin" pos="0.065 0 -0.09" euler="0 -34 0" size="0.046 0.106"/>
                      <body name="ffoot" pos="0.13 0 -0.18">
                        <joint name="ffoot" range="-28 28" {ffoot}/>
                        <geom name="ffoot" pos="0.045 0 -0.07" euler="0 -34 0" size="0.046 0.07"/>
                      </body>
                    </body>
                  </body>
                </body>
              </worldbody>
              <sensor>
                <subtreelinvel name="velocity" body="torso"/>
              </sensor>
              <actuator>
                <motor name="bthigh" joint="bthigh" gear="{bthigh-gear}"/>
                <motor name="bshin" joint="bshin" gear="{bshin-gear}"/>
                <motor name="bfoot" joint="bfoot" gear="{bfoot-gear}"/>
                <motor name="fthigh" joint="fthigh" gear="{fthigh-gear}"/>
                <motor name="fshin" joint="fshin" gear="{fshin-gear}"/>
                <motor name="ffoot" joint="ffoot" gear="{ffoot-gear}"/>
              </actuator>
            </mujoco>
            """);
    // N m s/rad, N m/rad and N m of each joint
    Map<String, double[]> joints =
        Map.of(
            "bthigh", new double[] {6, 240, 120},
            "bshin", new double[] {4.5, 180, 90},
            "bfoot", new double[] {3, 120, 60},
            "fthigh", new double[] {4.5, 180, 90},
            "fshin", new double[] {3, 120, 60},
            "ffoot", new double[] {1.5, 60, 30});
    joints.forEach(
        (joint, numbers) ->
            template
                .put(
                    joint,
                    "damping=\"%s\" stiffness=\"%s\""
                        .formatted(
                            numbers[0] * parameters.get(Common.JOINT_DAMPING),
                            numbers[1] * parameters.get(JOINT_STIFFNESS)))
                .put(joint + "-gear", numbers[2] * parameters.get(Common.ACTUATOR_GAIN)));
    double friction = parameters.get(Common.CONTACT_FRICTION);
    return template
        .put("total-mass", parameters.get(TOTAL_MASS))
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("friction", Contacts.friction(friction, 0.4, 0.1, 0.1))
        .put("ground-friction", Contacts.friction(friction, 1, 0.005, 0.0001))
        .put("half", half)
        .put("head", half + HEAD_OVERHANG)
        .fill();
  }

  /** Everything but the place along the ground. */
  @Override
  public void observe(double[] observation) {
    Bodies.allButPlace(data, ROOTS + JOINTS, observation);
  }

  /** In proportion to the speed of the centre of mass, up to the speed that counts as running. */
  @Override
  public double reward(double[] action) {
    return Rewards.tolerance(
        data.sensorData(velocity),
        RUN_SPEED,
        Double.POSITIVE_INFINITY,
        RUN_SPEED,
        Falloff.LINEAR,
        0);
  }

  /** Any joint angles, then two seconds to come to rest on the ground, which leave some motion. */
  @Override
  public void reset(Rng rng) {
    hinges.draw(data, rng);
    data.step(atRest, SETTLE_SUBSTEPS);
    data.setTime(0);
  }

  /**
   * The torso's length varies. Table 3's first value is the nominal one here; the Control Suite's
   * own, 0.5 m, is the other end of the set.
   */
  static List<Task> tasks() {
    TaskSpec run =
        new TaskSpec(
            "cheetah-run",
            Names.of()
                .each(List.of("height", "pitch"), "torso-%s")
                .each(JOINT_NAMES, "%s-angle")
                .each(List.of("x", "z", "pitch"), "torso-%s-velocity")
                .each(JOINT_NAMES, "%s-velocity")
                .list(),
            List.of(),
            JOINTS,
            28,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(TORSO_HALF_LENGTH, TOTAL_MASS, JOINT_STIFFNESS, Common.CONTACT_FRICTION),
            Perturbation.of(
                TORSO_HALF_LENGTH,
                List.of(0.4, 0.45, 0.5),
                List.of(0.3, 0.325, 0.35),
                List.of(0.25)),
            List.of(
                new TaskSpec.Variant(
                    "nominal-0.5",
                    Perturbation.of(
                        TORSO_HALF_LENGTH,
                        List.of(0.5, 0.45, 0.4),
                        List.of(0.35, 0.325, 0.3),
                        List.of(0.25)),
                    "Table 3's set from the Control Suite's own length towards the hold-outs")));
    return List.of(new Task(run, SUBSTEPS, Cheetah::model, Cheetah::new, SCENE));
  }
}
