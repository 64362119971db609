package ddrmpo.jobs;

import ddrmpo.control.Environment;
import ddrmpo.control.Suite;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of the commands that step one task. */
final class EpisodeOptions {
  @Parameters(paramLabel = "TASK", description = "Name of the task, such as cartpole-balance.")
  private String task;

  @Option(
      names = "--parameter",
      paramLabel = "P",
      description = "Parameter that varies, one of ddr tasks (default: the task's own).")
  private String parameter;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Control steps (default: one episode, or all actions of a replayed file).")
  private Integer steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of start state and random actions (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** The task; refuses what could not be stepped. */
  TaskSpec spec() {
    TaskSpec spec = Suite.spec(task);
    if (steps != null && steps < 1) {
      throw UserError.usage("--steps %d must be at least 1.", steps);
    }
    return spec;
  }

  /** The parameter that varies. */
  String parameter() {
    return parameter == null ? spec().perturbation().parameter() : parameter;
  }

  /** Its value if none is given: the nominal one, or the standard one of another parameter. */
  double usual() {
    return parameter == null
        ? spec().perturbation().nominal()
        : spec().parameter(parameter).standard();
  }

  Environment environment(double value) {
    return Environment.of(task, parameter(), value);
  }

  /** The number of steps, or this if none is given. */
  int steps(int otherwise) {
    return steps == null ? otherwise : steps;
  }

  long seed() {
    return seed;
  }

  /** What draws the start state. */
  Rng start() {
    return Seeds.rng(seed, "rollout", "start");
  }
}
