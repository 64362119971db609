package ddrmpo.learning;

import ddrmpo.core.UserError;
import java.util.Arrays;

/**
 * How far a transition model is off on held-out episodes, per dimension of the observation.
 *
 * @param oneStepRmse root mean squared one-step error, in the observation's units [O]
 * @param oneStepError the same divided by the standard deviation of the one-step change; 1 is as
 *     good as always predicting the mean change [O]
 * @param openLoopRmse10 root mean squared error after 10 steps of open-loop prediction; not a
 *     number if no held-out episode is that long [O]
 * @param openLoopRmse50 the same after 50 steps [O]
 * @param heldOut transitions behind the one-step error
 */
public record ModelErrors(
    double[] oneStepRmse,
    double[] oneStepError,
    double[] openLoopRmse10,
    double[] openLoopRmse50,
    long heldOut) {
  private static final int SHORT = 10;
  private static final int LONG = 50;
  private static final int BATCH = 1024;

  /**
   * Measures a model.
   *
   * @param heldOut whole episodes that no model was fitted to, in any order
   * @param windows greatest number of windows in the open-loop error; they are spread evenly over
   *     all possible ones
   * @throws UserError if there are no held-out transitions
   */
  public static ModelErrors of(TransitionModel model, Transitions heldOut, int windows) {
    if (heldOut.count() == 0) {
      throw UserError.data(
          "There are no held-out transitions to measure a model on: generate more episodes.");
    }
    Transitions sorted = heldOut.sorted();
    double[] rmse = oneStep(model, sorted);
    double[] stddev = changeStddev(sorted);
    double[] error = new double[rmse.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = rmse[i] / stddev[i];
    }
    return new ModelErrors(
        rmse,
        error,
        openLoop(model, sorted, SHORT, windows),
        openLoop(model, sorted, LONG, windows),
        heldOut.count());
  }

  private static double[] oneStep(TransitionModel model, Transitions data) {
    int o = data.observationSize();
    double[] squares = new double[o];
    float[] next = new float[BATCH * o];
    for (int begin = 0; begin < data.count(); begin += BATCH) {
      int batch = Math.min(BATCH, data.count() - begin);
      model.predict(
          batch,
          rows(data.observations(), begin, batch, o),
          rows(data.actions(), begin, batch, data.actionSize()),
          next);
      addSquares(batch, o, next, rows(data.nextObservations(), begin, batch, o), squares);
    }
    return root(squares, data.count());
  }

  private static double[] changeStddev(Transitions data) {
    float[] stddev = Normaliser.of(data, Float.MIN_NORMAL).changeStddev();
    double[] wide = new double[stddev.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = stddev[i];
    }
    return wide;
  }

  private static double[] openLoop(
      TransitionModel model, Transitions data, int steps, int windows) {
    int o = data.observationSize();
    int d = data.actionSize();
    int[] starts = spread(starts(data, steps), windows); // [B]
    float[] predicted = new float[starts.length * o];
    float[] actions = new float[starts.length * d];
    float[] next = new float[starts.length * o];
    gather(data.observations(), starts, 0, o, predicted); // [B, O]
    for (int step = 0; step < steps; step++) {
      gather(data.actions(), starts, step, d, actions); // [B, D]
      model.predict(starts.length, predicted, actions, next); // [B, O]
      float[] swap = predicted;
      predicted = next;
      next = swap;
    }
    gather(data.nextObservations(), starts, steps - 1, o, next); // [B, O]
    double[] squares = new double[o];
    addSquares(starts.length, o, predicted, next, squares);
    return root(squares, starts.length);
  }

  /** The rows from which {@code steps} transitions follow each other in one episode. */
  private static int[] starts(Transitions data, int steps) {
    int[] starts = new int[data.count()];
    int count = 0;
    int begin = 0;
    for (int row = 0; row < data.count(); row++) {
      boolean follows =
          row > 0
              && data.episodes()[row] == data.episodes()[row - 1]
              && data.steps()[row] == data.steps()[row - 1] + 1;
      begin = follows ? begin : row;
      if (row - begin >= steps - 1) {
        starts[count++] = row - steps + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static int[] spread(int[] all, int most) {
    if (all.length <= most) {
      return all;
    }
    int[] some = new int[most];
    for (int i = 0; i < most; i++) {
      some[i] = all[(int) ((long) i * all.length / most)];
    }
    return some;
  }

  private static void gather(float[] from, int[] starts, int offset, int size, float[] into) {
    for (int i = 0; i < starts.length; i++) {
      System.arraycopy(from, (starts[i] + offset) * size, into, i * size, size);
    }
  }

  private static float[] rows(float[] from, int begin, int count, int size) {
    return Arrays.copyOfRange(from, begin * size, (begin + count) * size);
  }

  private static void addSquares(
      int batch, int size, float[] predicted, float[] actual, double[] squares) {
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < size; i++) {
        double error = (double) predicted[row * size + i] - actual[row * size + i];
        squares[i] += error * error;
      }
    }
  }

  private static double[] root(double[] squares, int count) {
    double[] root = new double[squares.length];
    for (int i = 0; i < root.length; i++) {
      root[i] = Math.sqrt(squares[i] / count);
    }
    return root;
  }
}
