package ddrmpo.learning;

/**
 * What one update has to tell, named as in the table of training curves.
 *
 * @param criticLoss critic loss (Eq. 4)
 * @param policyLoss policy loss with its KL terms
 * @param temperature eta
 * @param alphaMean multiplier of the mean's KL, mean over actions
 * @param alphaStddev multiplier of the standard deviation's KL, mean over actions
 * @param klMean KL of the mean, mean over actions
 * @param klStddev KL of the standard deviation, mean over actions
 * @param policyStddev mean standard deviation of the policy
 * @param q mean of Q on the batch
 * @param criticGradientNorm norm of the critic's gradient, before clipping
 * @param policyGradientNorm norm of the policy's gradient, before clipping
 * @param minimumAt share of the batch in which each successor has the least value among those that
 *     take part [M]
 */
public record UpdateStatistics(
    double criticLoss,
    double policyLoss,
    double temperature,
    double alphaMean,
    double alphaStddev,
    double klMean,
    double klStddev,
    double policyStddev,
    double q,
    double criticGradientNorm,
    double policyGradientNorm,
    double[] minimumAt) {}
