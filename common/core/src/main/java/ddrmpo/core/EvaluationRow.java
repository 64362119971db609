package ddrmpo.core;

/** One evaluated episode. */
@Doc("Evaluations: one row an episode of a policy under one perturbed dynamics.")
public record EvaluationRow(
    @Doc("id of the run's cell") String runId,
    @Doc("task") String task,
    @Doc("agent") String recipe,
    @Doc("transitions behind each learned member; null for other sets") Long size,
    @Doc("seed of the run") long seed,
    @Doc("perturbed parameter") String parameter,
    @Doc("the parameter's value in this episode") double perturbation,
    @Doc("nominal, set, holdout or far") String role,
    @Doc("environment steps of training behind the policy") long snapshotStep,
    @Doc("episode, from 0; equal numbers have equal initial states for all policies") int episode,
    @Doc("sum of the rewards") double episodeReturn,
    @Doc("control steps") int steps,
    @Doc("ended, or failed: and why; a failed episode counts the rewards before the failure")
        String status,
    Provenance provenance) {}
