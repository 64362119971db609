package ddrmpo.learning;

import ddrmpo.core.UserError;

/**
 * Means and standard deviations by which a transition model's inputs and outputs are normalised. An
 * input is the observation followed by the action; an output is the change of the observation in
 * one step.
 *
 * @param inputMean mean of observation and action [O + D]
 * @param inputStddev their standard deviation, at least the floor [O + D]
 * @param changeMean mean of the one-step change [O]
 * @param changeStddev its standard deviation, at least the floor [O]
 */
public record Normaliser(
    float[] inputMean, float[] inputStddev, float[] changeMean, float[] changeStddev) {

  /** Refuses statistics that cannot be divided by. */
  public Normaliser {
    if (inputMean.length != inputStddev.length
        || changeMean.length != changeStddev.length
        || changeMean.length > inputMean.length) {
      throw new IllegalArgumentException(
          "Cannot normalise: %d input means, %d input deviations, %d change means, %d change deviations"
              .formatted(
                  inputMean.length, inputStddev.length, changeMean.length, changeStddev.length));
    }
    requireFinite(inputMean, inputStddev);
    requireFinite(changeMean, changeStddev);
  }

  private static void requireFinite(float[] mean, float[] stddev) {
    for (int i = 0; i < mean.length; i++) {
      if (!Float.isFinite(mean[i]) || !(stddev[i] > 0) || Float.isInfinite(stddev[i])) {
        throw UserError.data(
            "Column %d of the transitions has mean %s and standard deviation %s: generate the dataset again.",
            i, mean[i], stddev[i]);
      }
    }
  }

  /**
   * The statistics of the transitions, in float64, with standard deviations of at least a floor.
   */
  public static Normaliser of(Transitions transitions, double floor) {
    int n = transitions.count();
    if (n == 0) {
      throw UserError.data("There are no transitions to fit a model to: generate a dataset first.");
    }
    int o = transitions.observationSize();
    int d = transitions.actionSize();
    Moments input = new Moments(o + d);
    Moments change = new Moments(o);
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < o; i++) {
        double before = transitions.observations()[row * o + i];
        input.add(i, before);
        change.add(i, transitions.nextObservations()[row * o + i] - before);
      }
      for (int i = 0; i < d; i++) {
        input.add(o + i, transitions.actions()[row * d + i]);
      }
    }
    return of(input.means, input.variance(n), change.means, change.variance(n), floor);
  }

  /**
   * The normaliser with these statistics, as Spark's Summarizer gives them.
   *
   * @param inputMean [O + D]
   * @param inputVariance [O + D]
   * @param changeMean [O]
   * @param changeVariance [O]
   * @param floor least standard deviation
   */
  public static Normaliser of(
      double[] inputMean,
      double[] inputVariance,
      double[] changeMean,
      double[] changeVariance,
      double floor) {
    return new Normaliser(
        floats(inputMean),
        stddev(inputVariance, floor),
        floats(changeMean),
        stddev(changeVariance, floor));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static float[] stddev(double[] variance, double floor) {
    float[] stddev = new float[variance.length];
    for (int i = 0; i < variance.length; i++) {
      stddev[i] = (float) Math.max(floor, Math.sqrt(variance[i]));
    }
    return stddev;
  }

  /** O. */
  public int observationSize() {
    return changeMean.length;
  }

  /** D. */
  public int actionSize() {
    return inputMean.length - changeMean.length;
  }

  /** Running means and squared deviations (Welford), one a column. */
  private static final class Moments {
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    Moments(int columns) {
      counts = new long[columns];
      means = new double[columns];
      squares = new double[columns];
    }

    void add(int column, double value) {
      double delta = value - means[column];
      means[column] += delta / ++counts[column];
      squares[column] += delta * (value - means[column]);
    }

    /** Unbiased, as Spark's Summarizer; 0 for a single row. */
    double[] variance(int n) {
      double[] variance = new double[squares.length];
      for (int i = 0; i < variance.length && n > 1; i++) {
        variance[i] = squares[i] / (n - 1);
      }
      return variance;
    }
  }
}
