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
    @Doc("temperature eta") double temperature,
    @Doc("multiplier of the mean's KL") double alphaMean,
    @Doc("multiplier of the standard deviation's KL") double alphaStddev,
    @Doc("KL of the mean, mean over actions, bounded by epsilon-mean") double klMean,
    @Doc("KL of the standard deviation, mean over actions, bounded by epsilon-stddev")
        double klStddev,
    @Doc("mean standard deviation of the policy") double policyStddev,
    @Doc("mean of Q on the batch") double q,
    @Doc("norm of the critic's gradient") double criticGradientNorm,
    @Doc("norm of the policy's gradient") double policyGradientNorm,
    @Doc("share of targets in which each successor attains the minimum; nominal first")
        double[] minimumAt,
    @Doc("updates a second") double updatesPerSecond,
    Provenance provenance) {}
