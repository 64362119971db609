package ddrmpo.runs;

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

  /** What takes the transitions. */
  interface Sink {
    /** As {@link ddrmpo.learning.Replay#add}. */
    void add(float[] observation, float[] action, float reward, float discount, float[] successors);
  }

  /** A transition whose successor is still to come. */
  private static final class Begun {
    private final float[] observation; // [O]
    private final float[] action; // [D]
    private double reward;
    private double left = 1; // discount of the successor's value, beside the target's gamma
    private double discount = 1; // of the next reward

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
   * @param sink takes the transitions that are whole now
   */
  void add(
      float[] observation,
      float[] action,
      float reward,
      float[] successors,
      boolean last,
      Sink sink) {
    if (n == 1) {
      sink.add(observation, action, reward, 1f, successors);
      return;
    }
    window.add(new Begun(observation.clone(), action.clone()));
    for (Begun begun : window) {
      begun.reward += begun.discount * reward;
      begun.left = begun.discount;
      begun.discount *= gamma;
    }
    while (!window.isEmpty() && (last || window.size() == n)) {
      Begun ended = window.remove();
      sink.add(
          ended.observation, ended.action, (float) ended.reward, (float) ended.left, successors);
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
