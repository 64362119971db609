package ddrmpo.core;

/** One point of a training curve. */
@Doc(
    "Training curves: one row an evaluation during training; diagnostics are means since the last row.")
public record TrainingCurveRow(
    @Doc("task") String task,
    @Doc("agent") String recipe,
    @Doc("transitions behind each learned member; null for other sets") Long size,
    @Doc("seed") long seed,
    @Doc("environment steps so far") long step,
    @Doc("updates so far") long updates,
    @Doc("episodes so far") long episodes,
    @Doc("mean return on the nominal task") double nominalReturn,
    @Doc("critic loss") double criticLoss,
    @Doc("policy loss") double policyLoss,
    @Doc("temperature eta; here and below null for agents that have no such thing")
        Double temperature,
    @Doc("multiplier of the mean's KL") Double alphaMean,
    @Doc("multiplier of the standard deviation's KL") Double alphaStddev,
    @Doc("KL of the E-step's weights from uniform ones") Double klWeights,
    @Doc("its bound, which the temperature is adapted to") Double epsilon,
    @Doc("KL of the mean, mean over actions") Double klMean,
    @Doc("its bound") Double epsilonMean,
    @Doc("KL of the standard deviation, mean over actions") Double klStddev,
    @Doc("its bound") Double epsilonStddev,
    @Doc("KL(policy || reference) at the successors, which tau weights") Double regulariserKl,
    @Doc("mean standard deviation of the policy") double policyStddev,
    @Doc("mean of Q on the batch") double q,
    @Doc("standard deviation of Q on the batch") double qStddev,
    @Doc("least Q since the last row") double qMinimum,
    @Doc("greatest Q since the last row") double qMaximum,
    @Doc("norm of the critic's gradient") double criticGradientNorm,
    @Doc("norm of the policy's gradient") double policyGradientNorm,
    @Doc("share of targets in which each successor attains the minimum; nominal first")
        double[] minimumAt,
    @Doc("updates a second") double updatesPerSecond,
    Provenance provenance) {}
