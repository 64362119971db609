package ddrmpo.learning;

/**
 * Multipliers and KLs of one policy improvement, means over the action's dimensions; NaN where the
 * improvement has no such thing.
 *
 * @param temperature eta
 * @param alphaMean multiplier of the mean's KL
 * @param alphaStddev multiplier of the standard deviation's KL
 * @param klWeights KL of the E-step's weights from uniform ones, bounded by epsilon
 * @param klMean KL of the mean, bounded by epsilon-mean
 * @param klStddev KL of the standard deviation, bounded by epsilon-stddev
 */
public record ImprovementStatistics(
    double temperature,
    double alphaMean,
    double alphaStddev,
    double klWeights,
    double klMean,
    double klStddev) {

  /** Of an improvement without multipliers. */
  static final ImprovementStatistics NONE =
      new ImprovementStatistics(
          Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
