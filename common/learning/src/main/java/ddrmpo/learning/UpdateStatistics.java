package ddrmpo.learning;

/**
 * What one update has to tell, named as in the table of training curves.
 *
 * @param criticLoss critic loss (Eq. 4)
 * @param policyLoss policy loss with its KL or entropy terms
 * @param improvement multipliers and KLs of the policy improvement
 * @param regulariserKl KL(target policy || reference), mean over the batch's successors; NaN
 *     without the regulariser
 * @param policyStddev mean standard deviation of the policy
 * @param q mean of Q on the batch
 * @param qStddev its standard deviation
 * @param qMinimum its least value
 * @param qMaximum its greatest value
 * @param criticGradientNorm norm of the critic's gradient, before clipping
 * @param policyGradientNorm norm of the policy's gradient, before clipping
 * @param minimumAt share of the batch in which each successor has the least value among those that
 *     take part [M]
 */
public record UpdateStatistics(
    double criticLoss,
    double policyLoss,
    ImprovementStatistics improvement,
    double regulariserKl,
    double policyStddev,
    double q,
    double qStddev,
    double qMinimum,
    double qMaximum,
    double criticGradientNorm,
    double policyGradientNorm,
    double[] minimumAt) {}
