package ddrmpo.core;

/** The returns of an agent under one dynamics, over seeds. */
@Doc(
    "Summaries over seeds: one row for each agent, size and perturbation, and one for each role with perturbation null.")
public record SummaryRow(
    @Doc("task") String task,
    @Doc("agent") String recipe,
    @Doc("transitions behind each learned member; null for other sets") Long size,
    @Doc("perturbed parameter") String parameter,
    @Doc("the parameter's value; null in the row of a whole role") Double perturbation,
    @Doc("nominal, set, holdout or far") String role,
    @Doc("number of seeds") int seeds,
    @Doc("mean return over seeds") double mean,
    @Doc("standard deviation over seeds") double std,
    @Doc("interquartile mean over seeds") double iqm,
    @Doc("lower end of the 95 % bootstrap interval of the mean over seeds") double low,
    @Doc("upper end of the 95 % bootstrap interval of the mean over seeds") double high,
    @Doc(
            "the plain agent to compare with: the same regulariser and improvement, nominal backup"
                + " and simulator, such as mpo or e-mpo")
        String baseline,
    @Doc(
            "probability that a run of this agent beats one of the baseline; null where the study"
                + " has no baseline")
        Double improvement,
    @Doc("lower end of its 95 % bootstrap interval over seeds of both") Double improvementLow,
    @Doc("upper end of its 95 % bootstrap interval over seeds of both") Double improvementHigh,
    Provenance provenance) {}
