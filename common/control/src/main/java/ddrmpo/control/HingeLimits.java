package ddrmpo.control;

import ddrmpo.core.Rng;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Model;

/** The ranges of a robot's hinges, which follow its root's coordinates. */
final class HingeLimits {
  private final int first; // index in qpos
  private final double[] low; // rad
  private final double[] high; // rad

  HingeLimits(Model model, int first, int count) {
    this.first = first;
    low = new double[count];
    high = new double[count];
    for (int j = 0; j < count; j++) {
      double[] range = model.jointRange(first + j);
      low[j] = range[0];
      high[j] = range[1];
    }
  }

  /** Draws every angle within its range. */
  void draw(Data data, Rng rng) {
    for (int j = 0; j < low.length; j++) {
      data.setQpos(first + j, rng.uniform(low[j], high[j]));
    }
  }
}
