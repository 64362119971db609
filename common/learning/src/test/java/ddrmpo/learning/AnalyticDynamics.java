package ddrmpo.learning;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec.AnglePair;
import java.util.List;

/** Equations of motion with the suite's constants, for tests of models without a simulator. */
enum AnalyticDynamics {
  /** Observation cos, sin, angular velocity; the angle is 0 at the top. */
  PENDULUM(3, List.of(new AnglePair(0, 1))) {
    @Override
    double[] start(Rng rng) {
      return new double[] {rng.uniform(-Math.PI, Math.PI), 0};
    }

    /** The parameter is the ball's mass, kg. */
    @Override
    void step(double[] state, double action, double mass) {
      double h = 0.02;
      double inertia = 0.251 * mass;
      double torque = action + 9.81 * 0.5 * mass * Math.sin(state[0]) - 0.1 * state[1];
      state[1] += h * torque / (inertia + 0.1 * h);
      state[0] += h * state[1];
    }

    @Override
    float[] observe(double[] state) {
      return new float[] {(float) Math.cos(state[0]), (float) Math.sin(state[0]), (float) state[1]};
    }
  },

  /** Observation position, cos, sin, velocity, angular velocity; the angle is 0 at the top. */
  CARTPOLE(5, List.of(new AnglePair(1, 2))) {
    @Override
    double[] start(Rng rng) {
      double angle = rng.nextBoolean() ? 0 : Math.PI;
      return new double[] {
        rng.uniform(-0.1, 0.1),
        angle + rng.uniform(-0.034, 0.034),
        0.01 * rng.nextGaussian(),
        0.01 * rng.nextGaussian()
      };
    }

    /** The parameter is the pole's length, m. */
    @Override
    void step(double[] state, double action, double length) {
      double h = 0.01;
      double half = length / 2;
      double pole = 0.1 * length;
      double inertia = pole * length * length / 12;
      double cos = Math.cos(state[1]);
      double sin = Math.sin(state[1]);
      // [1 + m, m l cos; m l cos, I + m l^2] [acceleration, angular acceleration] = [f, g]
      double force = 10 * action + pole * half * sin * state[3] * state[3] - 5e-4 * state[2];
      double torque = pole * half * 9.81 * sin - 2e-6 * state[3];
      double cross = pole * half * cos;
      double hinge = inertia + pole * half * half;
      double determinant = (1 + pole) * hinge - cross * cross;
      double acceleration = (hinge * force - cross * torque) / ((1 + pole) * hinge - cross * cross);
      acceleration = limited(acceleration, state[0], state[2]);
      state[3] += h * (torque - cross * acceleration) / hinge;
      state[2] += h * acceleration;
      state[0] += h * state[2];
      state[1] += h * state[3];
    }

    /** The soft ends of the rail at +-1.8 m, as the simulator's solver has them. */
    private double limited(double acceleration, double position, double velocity) {
      double beyond = Math.abs(position) - 1.8;
      if (beyond <= 0) {
        return acceleration;
      }
      double side = Math.signum(position);
      double reference = -26.3 * side * velocity - 173 * 0.95 * beyond;
      return side * Math.min(side * acceleration, 0.05 * side * acceleration + 0.95 * reference);
    }

    @Override
    float[] observe(double[] state) {
      return new float[] {
        (float) state[0],
        (float) Math.cos(state[1]),
        (float) Math.sin(state[1]),
        (float) state[2],
        (float) state[3]
      };
    }
  };

  private final int observationSize;
  private final List<AnglePair> pairs;

  AnalyticDynamics(int observationSize, List<AnglePair> pairs) {
    this.observationSize = observationSize;
    this.pairs = pairs;
  }

  List<AnglePair> pairs() {
    return pairs;
  }

  abstract double[] start(Rng rng);

  abstract void step(double[] state, double action, double parameter);

  abstract float[] observe(double[] state);

  /** Episodes of random actions, each held for 1 to 20 steps; half of the episodes for 1. */
  Transitions episodes(double parameter, int episodes, int steps, long seed) {
    Transitions.Collector collector = new Transitions.Collector(observationSize, 1);
    for (int episode = 0; episode < episodes; episode++) {
      Rng rng = Seeds.rng(seed, "episode", Integer.toString(episode));
      int hold = episode % 2 == 0 ? 1 : 20;
      double[] state = start(rng);
      double action = 0;
      int left = 0;
      for (int step = 0; step < steps; step++) {
        if (left-- == 0) {
          action = rng.uniform(-1, 1);
          left = rng.nextInt(hold);
        }
        float[] before = observe(state);
        step(state, (float) action, parameter);
        collector.add(before, new float[] {(float) action}, observe(state), episode, step);
      }
    }
    return collector.transitions();
  }

  /** A subset drawn without replacement; a smaller one with the same seed is inside it. */
  static Transitions subset(Transitions all, int size, long seed) {
    int[] rows = new int[all.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    Rng rng = Seeds.rng(seed, "subset");
    for (int i = 0; i < size; i++) {
      int j = i + rng.nextInt(rows.length - i);
      int swap = rows[i];
      rows[i] = rows[j];
      rows[j] = swap;
    }
    return all.select(java.util.Arrays.copyOf(rows, size));
  }
}
