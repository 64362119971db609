package ddrmpo.core;

import java.util.Arrays;

/**
 * Statistics over the scores of independent runs. Every method wants at least one value and refuses
 * NaN and infinities, which are no scores.
 */
public final class Statistics {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Statistics() {}

  /** The arithmetic mean. */
  public static double mean(double[] values) {
    check(values);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The sample standard deviation (n - 1); 0 for a single value, which tells nothing of it. */
  public static double std(double[] values) {
    double mean = mean(values);
    if (values.length == 1) {
      return 0;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * The interquartile mean: the mean of the middle half. A value that a quartile cuts through
   * counts by its part inside, so that every number of values is trimmed by exactly a half.
   */
  public static double iqm(double[] values) {
    check(values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double inside = Math.min(i + 1, 0.75 * n) - Math.max(i, 0.25 * n);
      sum += Math.max(0, inside) * sorted[i];
    }
    return sum / (0.5 * n);
  }

  /**
   * The 95 % percentile bootstrap interval of the mean.
   *
   * @param resamples how many samples are drawn with replacement
   */
  public static Interval bootstrap(double[] values, int resamples, Rng rng) {
    check(values);
    double[] means = new double[resamples];
    double[] resampled = new double[values.length];
    for (int i = 0; i < resamples; i++) {
      resample(values, resampled, rng);
      means[i] = mean(resampled);
    }
    Arrays.sort(means);
    return new Interval(percentile(means, LOW), percentile(means, HIGH));
  }

  /**
   * The probability that a run with the first agent scores higher than one with the second
   * (Mann-Whitney): the share of pairs that it wins, a draw counting half.
   */
  public static double probabilityOfImprovement(double[] first, double[] second) {
    check(first);
    check(second);
    double won = 0;
    for (double a : first) {
      for (double b : second) {
        won += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return won / ((double) first.length * second.length);
  }

  /** The interval of {@link #probabilityOfImprovement}, both agents' runs being resampled. */
  public static Interval bootstrapImprovement(
      double[] first, double[] second, int resamples, Rng rng) {
    double[] probabilities = new double[resamples];
    double[] some = new double[first.length];
    double[] others = new double[second.length];
    for (int i = 0; i < resamples; i++) {
      resample(first, some, rng);
      resample(second, others, rng);
      probabilities[i] = probabilityOfImprovement(some, others);
    }
    Arrays.sort(probabilities);
    return new Interval(percentile(probabilities, LOW), percentile(probabilities, HIGH));
  }

  private static void resample(double[] values, double[] into, Rng rng) {
    for (int j = 0; j < into.length; j++) {
      into[j] = values[rng.nextInt(values.length)];
    }
  }

  /** The percentile of sorted values, with linear interpolation between neighbours. */
  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static void check(double[] values) {
    if (values.length == 0) {
      throw UserError.data("Cannot summarise no scores: evaluate at least one run.");
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw UserError.data(
            "Cannot summarise the scores %s: each must be a finite number.",
            Arrays.toString(values));
      }
    }
  }

  /** Both ends of an interval. */
  public record Interval(double low, double high) {}
}
