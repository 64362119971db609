package ddrmpo.learning;

import ddrmpo.core.Rng;

/**
 * The pendulum of the control suite in closed form: a ball on a massless rod of 0.5 m, torque at
 * most 1 N m, semi-implicit Euler with 0.02 s. The reward is 1 within 8 degrees of upright.
 */
final class AnalyticPendulum {
  private static final double STEP = 0.02;
  private static final double UPRIGHT = 0.9902680687;

  private final double mass;
  private double angle;
  private double velocity;

  AnalyticPendulum(double mass) {
    this.mass = mass;
  }

  void reset(Rng rng) {
    angle = rng.uniform(-Math.PI, Math.PI);
    velocity = 0;
  }

  /** One control step from the state of another pendulum, which may be this one. */
  void step(AnalyticPendulum from, double torque) {
    double inertia = 0.251 * mass;
    double gravity = 9.81 * 0.5 * mass * Math.sin(from.angle);
    velocity =
        from.velocity + STEP * (torque + gravity - 0.1 * from.velocity) / (inertia + 0.1 * STEP);
    angle = from.angle + STEP * velocity;
  }

  float reward() {
    return Math.cos(angle) >= UPRIGHT ? 1 : 0;
  }

  void observe(float[] into, int at) {
    into[at] = (float) Math.cos(angle);
    into[at + 1] = (float) Math.sin(angle);
    into[at + 2] = (float) velocity;
  }
}
