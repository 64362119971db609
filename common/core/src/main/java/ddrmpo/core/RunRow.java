package ddrmpo.core;

import java.util.List;

/** One training run, ended. */
@Doc("Training runs: one row a run that ended, well or not.")
public record RunRow(
    @Doc("task") String task,
    @Doc("agent") String recipe,
    @Doc("nominal, min, mean, cvar or soft-min") String backup,
    @Doc("none or kl") String regulariser,
    @Doc("mpo or svg") String improvement,
    @Doc("none, physics, learned, anchored, mixed, ensemble or placebo") String uncertaintySet,
    @Doc("none, limited or full: the simulators that episodes are drawn from") String randomisation,
    @Doc("perturbed parameter") String parameter,
    @Doc("value of the simulator that the agent acted in") double nominal,
    @Doc("values of the set's members, or those that domain randomisation draws from")
        List<Double> members,
    @Doc("ids of the set's transition models") List<String> models,
    @Doc("transitions behind each learned member; null for other sets") Long size,
    @Doc("seed") long seed,
    @Doc("ended, or failed: and why") String status,
    @Doc("environment steps") long steps,
    @Doc("updates of the learner") long updates,
    @Doc("episodes") long episodes,
    @Doc("mean nominal return of the last evaluations in training") double nominalReturn,
    @Doc("wall time, seconds") double seconds,
    @Doc("CPU time of the run's thread, seconds") double cpuSeconds,
    @Doc("file of the last policies, relative to the warehouse") String path,
    @Doc("SHA-256 of that file") String checksum,
    Provenance provenance) {

  /** The status of a run that came to its end; any other begins with {@code failed: }. */
  public static final String ENDED = "ended";

  /** Whether the run ended before its end. */
  public boolean failed() {
    return !status.equals(ENDED);
  }
}
