package ddrmpo.control;

import java.util.Arrays;

/** Actions on their way to the actuators. Before the first arrives, no force acts. */
final class ActionDelay {
  private final int delay; // control steps
  private final int width;
  private final double[] waiting; // the latest actions, newest first [kept, D]

  /**
   * A delay.
   *
   * @param delay control steps
   * @param kept actions that the state holds, so that every delay up to this continues from it
   * @param width D
   */
  ActionDelay(int delay, int kept, int width) {
    this.delay = delay;
    this.width = width;
    waiting = new double[Math.max(delay, kept) * width];
  }

  /** Takes an action in and hands out the one of {@code delay} steps before. */
  void pass(double[] action, double[] due) {
    if (delay == 0) {
      System.arraycopy(action, 0, due, 0, width);
    } else {
      System.arraycopy(waiting, (delay - 1) * width, due, 0, width);
    }
    if (waiting.length > 0) {
      System.arraycopy(waiting, 0, waiting, width, waiting.length - width);
      System.arraycopy(action, 0, waiting, 0, width);
    }
  }

  void clear() {
    Arrays.fill(waiting, 0);
  }

  void save(double[] into, int offset) {
    System.arraycopy(waiting, 0, into, offset, waiting.length);
  }

  void load(double[] from, int offset) {
    System.arraycopy(from, offset, waiting, 0, waiting.length);
  }
}
