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
 * A pole on a cart that a motor pushes along a rail: to be kept upright (balance), or first swung
 * up (swingup). Angle 0 is up.
 */
final class Cartpole implements Domain {
  private static final double CONTROL_TIMESTEP = 0.01; // s
  private static final int EPISODE_STEPS = 1000; // 10 s
  private static final int SUBSTEPS = 1;
  private static final double POLE_DENSITY = 0.1; // kg/m
  private static final double MOTOR_GEAR = 10; // N
  private static final double SLIDER_DAMPING = 5e-4; // N s/m
  private static final double HINGE_DAMPING = 2e-6; // N m s/rad
  private static final double CART_MARGIN = 2; // m
  private static final double POLE_VELOCITY_MARGIN = 5; // rad/s
  private static final double BALANCE_CART = 0.1; // m
  private static final double BALANCE_POLE = 0.034; // rad
  private static final double START_STDDEV = 0.01; // m, rad, m/s, rad/s
  private static final int SLIDER = 0; // index in qpos and qvel
  private static final int HINGE = 1; // index in qpos and qvel

  private static final Scene SCENE =
      Scene.withFloor(
          new Camera(0, 0, 1.35, 4.4, 90, -8),
          """
          <geom type="capsule" pos="0 0.07 1" quat="1 0 1 0" size="0.02 2" contype="0" conaffinity="0"/>
          <geom type="capsule" pos="0 -0.07 1" quat="1 0 1 0" size="0.02 2" contype="0" conaffinity="0"/>
          """);

  private static final Parameter POLE_LENGTH =
      new Parameter(
          "pole-length",
          "m",
          0.1,
          10,
          1,
          "length of the pole, without the capsule's caps; its mass follows, 0.1 kg a metre");
  private static final Parameter CART_MASS =
      new Parameter("cart-mass", "kg", 0.05, 20, 1, "mass of the cart");

  /** Where an episode begins. */
  private enum Start {
    UPRIGHT,
    HANGING
  }

  private final Data data;
  private final Start start;
  private final int pole;

  private Cartpole(Data data, Start start) {
    this.data = data;
    this.start = start;
    pole = data.model().body("pole");
  }

  /**
   * The model. A pole longer than 1 m sweeps below the floor, which is without effect: there are no
   * contacts.
   */
  private static String model(Parameters parameters) {
    double length = parameters.get(POLE_LENGTH);
    double damping = parameters.get(Common.JOINT_DAMPING);
    return Template.of(
            """
        <mujoco model="cartpole">
          <compiler angle="radian" autolimits="false"/>
          <option timestep="0.01" integrator="RK4" gravity="0 0 -{gravity}">
            <flag contact="disable"/>
          </option>
          <size memory="64K"/>
          <worldbody>
            <body name="cart" pos="0 0 1">
              <joint name="slider" type="slide" axis="1 0 0" limited="true" range="-1.8 1.8"
                     solreflimit="0.08 1" damping="{slider-damping}"/>
              <geom name="cart" rgba="0.5 0.5 0.6 1" type="box" size="0.2 0.15 0.1" mass="{cart-mass}"/>
              <body name="pole">
                <joint name="hinge" type="hinge" axis="0 1 0" limited="false" damping="{hinge-damping}"/>
                <geom name="pole" rgba="0.8 0.6 0.4 1" type="capsule" fromto="0 0 0 0 0 {length}" size="0.045"
                      mass="{mass}"/>
              </body>
            </body>
          </worldbody>
          <actuator>
            <motor name="slide" joint="slider" gear="{gear}" ctrllimited="true" ctrlrange="-1 1"/>
          </actuator>
        </mujoco>
        """)
        .put("gravity", parameters.get(Common.GRAVITY))
        .put("slider-damping", SLIDER_DAMPING * damping)
        .put("cart-mass", parameters.get(CART_MASS))
        .put("hinge-damping", HINGE_DAMPING * damping)
        .put("length", length)
        .put("mass", POLE_DENSITY * length)
        .put("gear", MOTOR_GEAR * parameters.get(Common.ACTUATOR_GAIN))
        .fill();
  }

  @Override
  public void observe(double[] observation) {
    observation[0] = data.qpos(SLIDER);
    observation[1] = data.xmat(pole, ZZ);
    observation[2] = data.xmat(pole, XZ);
    observation[3] = data.qvel(SLIDER);
    observation[4] = data.qvel(HINGE);
  }

  /** The product of: pole upright, cart centred, small action, slow pole. */
  @Override
  public double reward(double[] action) {
    double upright = (1 + data.xmat(pole, ZZ)) / 2;
    double centred = (1 + Rewards.nearZero(data.qpos(SLIDER), CART_MARGIN)) / 2;
    double gentle = (4 + Rewards.gentle(action)) / 5;
    double slow = (1 + Rewards.nearZero(data.qvel(HINGE), POLE_VELOCITY_MARGIN)) / 2;
    return upright * centred * gentle * slow;
  }

  /** Nearly at rest: upright with the cart near the centre, or hanging. */
  @Override
  public void reset(Rng rng) {
    switch (start) {
      case UPRIGHT -> {
        data.setQpos(SLIDER, rng.uniform(-BALANCE_CART, BALANCE_CART));
        data.setQpos(HINGE, rng.uniform(-BALANCE_POLE, BALANCE_POLE));
      }
      case HANGING -> {
        data.setQpos(SLIDER, START_STDDEV * rng.nextGaussian());
        data.setQpos(HINGE, Math.PI + START_STDDEV * rng.nextGaussian());
      }
    }
    data.setQvel(SLIDER, START_STDDEV * rng.nextGaussian());
    data.setQvel(HINGE, START_STDDEV * rng.nextGaussian());
  }

  /** The pole's length varies, and its mass with it, a tenth of a kilogram a metre. */
  static List<Task> tasks() {
    Task balance =
        task(
            "cartpole-balance",
            Start.UPRIGHT,
            List.of(0.5, 1.9, 2.1),
            List.of(2.0, 2.2, 2.3),
            List.of(2.6, 3.0),
            List.of(
                new TaskSpec.Variant(
                    "set-1.4",
                    Perturbation.of(
                        POLE_LENGTH,
                        List.of(0.5, 1.4, 2.1),
                        List.of(2.0, 2.2, 2.3),
                        List.of(2.6, 3.0)),
                    "Appendix H.5's prose prints 1.4 m where Table 3 prints 1.9 m")));
    Task swingup =
        task(
            "cartpole-swingup",
            Start.HANGING,
            List.of(1.0, 1.4, 1.7),
            List.of(1.2, 1.5, 1.8),
            List.of(2.2, 2.6),
            List.of());
    return List.of(balance, swingup);
  }

  private static Task task(
      String name,
      Start start,
      List<Double> set,
      List<Double> holdouts,
      List<Double> far,
      List<TaskSpec.Variant> variants) {
    TaskSpec spec =
        new TaskSpec(
            name,
            List.of("cart-position", "pole-cos", "pole-sin", "cart-velocity", "pole-velocity"),
            List.of(new AnglePair(1, 2)),
            1,
            7,
            EPISODE_STEPS,
            CONTROL_TIMESTEP,
            Common.and(POLE_LENGTH, CART_MASS),
            Perturbation.of(POLE_LENGTH, set, holdouts, far),
            variants);
    return new Task(spec, SUBSTEPS, Cartpole::model, data -> new Cartpole(data, start), SCENE);
  }
}
