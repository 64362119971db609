package ddrmpo.runs;

import ddrmpo.learning.Replay;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Turns single steps into transitions of n steps, with discounted rewards and the discount that is
 * left for the successor's value. At an episode's cut the last transitions are shorter. With n = 1
 * a transition is the step itself.
 */
final class NStepReturns {
  private final int n;
  private final double gamma;
  private final int observationSize;
  private final int actionSize;
  private final Deque<Begun> window = new ArrayDeque<>();

  NStepReturns(int n, double gamma, int observationSize, int actionSize) {
    this.n = n;
    this.gamma = gamma;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
  }

  /** A transition whose successor is still to come. */
  private static final class Begun {
    private final float[] observation; // [O]
    private final float[] action; // [D]
    private double reward;
    private double discount = 1; // gamma^steps

    Begun(float[] observation, float[] action) {
      this.observation = observation;
      this.action = action;
    }
  }

  /**
   * One step.
   *
   * @param observation before the action [O]
   * @param action [D]
   * @param successors next observation in each slot [M, O]
   * @param last whether the episode is cut after this step
   */
  void add(
      float[] observation,
      float[] action,
      float reward,
      float[] successors,
      boolean last,
      Replay replay) {
    if (n == 1) {
      replay.add(observation, action, reward, 1f, successors);
      return;
    }
    window.add(new Begun(observation.clone(), action.clone()));
    for (Begun begun : window) {
      begun.reward += begun.discount * reward;
      begun.discount *= gamma;
    }
    while (!window.isEmpty() && (last || window.size() == n)) {
      Begun ended = window.remove();
      float left = (float) (ended.discount / gamma); // the target multiplies by gamma once more
      replay.add(ended.observation, ended.action, (float) ended.reward, left, successors);
    }
  }

  void save(DataOutputStream out) throws IOException {
    out.writeInt(window.size());
    for (Begun begun : window) {
      for (float component : begun.observation) {
        out.writeFloat(component);
      }
      for (float component : begun.action) {
        out.writeFloat(component);
      }
      out.writeDouble(begun.reward);
      out.writeDouble(begun.discount);
    }
  }

  void restore(DataInputStream in) throws IOException {
    window.clear();
    for (int left = in.readInt(); left > 0; left--) {
      Begun begun = new Begun(read(observationSize, in), read(actionSize, in));
      begun.reward = in.readDouble();
      begun.discount = in.readDouble();
      window.add(begun);
    }
  }

  private static float[] read(int size, DataInputStream in) throws IOException {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
