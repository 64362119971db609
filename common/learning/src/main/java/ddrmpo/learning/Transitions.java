package ddrmpo.learning;

import ddrmpo.core.UserError;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Gathered transitions of one dataset, row-major. The arrays are not copied.
 *
 * @param count B, number of transitions
 * @param observationSize O
 * @param actionSize D
 * @param observations observations before the action [B, O]
 * @param actions actions, each in [-1, 1] [B, D]
 * @param nextObservations observations after the action [B, O]
 * @param episodes each transition's episode [B]
 * @param steps each transition's control step in its episode [B]
 */
public record Transitions(
    int count,
    int observationSize,
    int actionSize,
    float[] observations,
    float[] actions,
    float[] nextObservations,
    int[] episodes,
    int[] steps) {

  /** Refuses arrays that do not fit the sizes. */
  public Transitions {
    require("observations", observations.length, count * observationSize);
    require("actions", actions.length, count * actionSize);
    require("next observations", nextObservations.length, count * observationSize);
    require("episodes", episodes.length, count);
    require("steps", steps.length, count);
  }

  private static void require(String what, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "Cannot hold transitions: %d numbers of %s instead of %d"
              .formatted(length, what, expected));
    }
  }

  /**
   * The same transitions in the order of episode and step, so that what is computed from them does
   * not depend on the order in which a table delivers its rows.
   */
  public Transitions sorted() {
    int[] rows =
        IntStream.range(0, count)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(row -> episodes[row])
                    .thenComparingInt(row -> steps[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    return select(rows);
  }

  /** The transitions in these rows, in this order. */
  public Transitions select(int[] rows) {
    Collector collector = new Collector(observationSize, actionSize);
    for (int row : rows) {
      collector.add(
          slice(observations, row, observationSize),
          slice(actions, row, actionSize),
          slice(nextObservations, row, observationSize),
          episodes[row],
          steps[row]);
    }
    return collector.transitions();
  }

  private static float[] slice(float[] from, int row, int size) {
    return Arrays.copyOfRange(from, row * size, (row + 1) * size);
  }

  /** Gathers transitions one by one when their number is not known beforehand. */
  public static final class Collector {
    private final int observationSize;
    private final int actionSize;
    private int count;
    private float[] observations = new float[0];
    private float[] actions = new float[0];
    private float[] nextObservations = new float[0];
    private int[] episodes = new int[0];
    private int[] steps = new int[0];

    /** Gathers transitions with O numbers in an observation and D in an action. */
    public Collector(int observationSize, int actionSize) {
      this.observationSize = observationSize;
      this.actionSize = actionSize;
    }

    /**
     * Adds one transition.
     *
     * @param observation before the action [O]
     * @param action the action [D]
     * @param nextObservation after the action [O]
     * @throws UserError if a size differs or a number is not finite
     */
    public void add(
        float[] observation, float[] action, float[] nextObservation, int episode, int step) {
      if (count == episodes.length) {
        grow(Math.max(1024, count + count / 2));
      }
      put("observation", observation, observations, observationSize, episode, step);
      put("action", action, actions, actionSize, episode, step);
      put("next observation", nextObservation, nextObservations, observationSize, episode, step);
      episodes[count] = episode;
      steps[count] = step;
      count++;
    }

    private void put(String what, float[] from, float[] into, int size, int episode, int step) {
      if (from.length != size) {
        throw UserError.data(
            "The %s of episode %d, step %d has %d numbers instead of %d: generate the dataset again.",
            what, episode, step, from.length, size);
      }
      for (int i = 0; i < size; i++) {
        if (!Float.isFinite(from[i])) {
          throw UserError.data(
              "The %s of episode %d, step %d holds %s: generate the dataset again.",
              what, episode, step, from[i]);
        }
        into[count * size + i] = from[i];
      }
    }

    private void grow(int capacity) {
      observations = Arrays.copyOf(observations, Math.multiplyExact(capacity, observationSize));
      actions = Arrays.copyOf(actions, Math.multiplyExact(capacity, actionSize));
      nextObservations =
          Arrays.copyOf(nextObservations, Math.multiplyExact(capacity, observationSize));
      episodes = Arrays.copyOf(episodes, capacity);
      steps = Arrays.copyOf(steps, capacity);
    }

    /** What was added so far, in the order of adding. */
    public Transitions transitions() {
      return new Transitions(
          count,
          observationSize,
          actionSize,
          Arrays.copyOf(observations, count * observationSize),
          Arrays.copyOf(actions, count * actionSize),
          Arrays.copyOf(nextObservations, count * observationSize),
          Arrays.copyOf(episodes, count),
          Arrays.copyOf(steps, count));
    }
  }
}
