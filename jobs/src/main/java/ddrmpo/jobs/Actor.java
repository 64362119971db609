package ddrmpo.jobs;

import ddrmpo.core.TaskSpec;
import ddrmpo.learning.Policy;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What acts in an episode: a policy or chance. */
class Actor {
  @Option(
      names = "--policy",
      paramLabel = "RUN",
      description = "Id of a run in table runs: the means of its last policy act.")
  private String run;

  @Option(names = "--random", description = "Uniformly random actions.")
  private boolean random;

  /**
   * Its actions, from the first again for each simulator that asks.
   *
   * @throws ddrmpo.core.UserError if there is no such run, or it is of another task
   */
  Supplier<RolloutActions> actions(TaskSpec spec, long seed, WarehouseOptions warehouse)
      throws IOException {
    if (random) {
      return () -> RolloutActions.random(spec, seed);
    }
    Policy policy = StoredPolicy.of(warehouse, run, spec.name());
    return () -> RolloutActions.of(spec, policy);
  }
}
