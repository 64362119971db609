package ddrmpo.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.control.Environment;
import ddrmpo.control.Suite;
import ddrmpo.core.RunCell;
import ddrmpo.core.RunRow;
import ddrmpo.core.Seeds;
import ddrmpo.core.Table;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.learning.Policy;
import ddrmpo.mujoco.PhysicsException;
import ddrmpo.runs.Snapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One task, step by step. */
@Command(
    name = "rollout",
    description = {
      "Steps one task and prints one JSON object a control step.",
      "step counts from 1; action is the one applied, in [-1, 1]; qpos, qvel and observation are"
          + " the state after it, reward the reward of having got there. Numbers are printed in full"
          + " double precision.",
      "",
      "A replay file holds {\"qpos\": [...], \"qvel\": [...], \"actions\": [[...], ...]}: the"
          + " simulator is set to that position and velocity at time 0, and the actions follow.",
      "",
      "Example: ddr rollout pendulum-swingup --value 1.4 --random --steps 10"
    },
    mixinStandardHelpOptions = true)
public final class Rollout implements Callable<Integer> {
  @Parameters(paramLabel = "TASK", description = "Name of the task, such as cartpole-balance.")
  private String task;

  @Option(
      names = "--parameter",
      paramLabel = "P",
      description = "Parameter that varies, one of ddr tasks (default: the task's own).")
  private String parameter;

  @Option(
      names = "--value",
      paramLabel = "V",
      description = "Its value (default: the nominal value, of another parameter the standard).")
  private Double value;

  @ArgGroup(multiplicity = "1")
  private Behaviour behaviour;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Control steps (default: one episode, or all actions of the file).")
  private Integer steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of start state and random actions (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--format", defaultValue = "json", description = "json, the only format.")
  @SuppressWarnings("unused") // reading it refuses every other format
  private OnlyJson format;

  @Mixin private WarehouseOptions warehouse;

  /** What acts. */
  static final class Behaviour {
    @Option(
        names = "--policy",
        paramLabel = "RUN",
        description = "Id of a run in table runs: the means of its last policy act.")
    private String run;

    @Option(names = "--random", description = "Uniformly random actions.")
    private boolean random;

    @Option(names = "--replay", paramLabel = "FILE", description = "The actions of a file.")
    private Path replay;
  }

  /** The only format. */
  enum OnlyJson {
    json
  }

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("rollout", args);
  }

  @Override
  public Integer call() throws IOException {
    TaskSpec spec = Suite.spec(task);
    if (steps != null && steps < 1) {
      throw UserError.usage("--steps %d must be at least 1.", steps);
    }
    try (Environment environment = environment(spec)) {
      if (behaviour.replay != null) {
        replay(environment);
      } else if (behaviour.random) {
        act(environment, RolloutActions.random(spec, seed));
      } else {
        act(environment, RolloutActions.of(spec, policy()));
      }
    } catch (PhysicsException e) {
      throw UserError.data("The simulation of %s diverged: %s", task, e.getMessage());
    }
    return 0;
  }

  private Environment environment(TaskSpec spec) {
    if (parameter == null) {
      return Environment.of(task, value == null ? spec.perturbation().nominal() : value);
    }
    double at = value == null ? spec.parameter(parameter).standard() : value;
    return Environment.of(task, parameter, at);
  }

  private void act(Environment environment, RolloutActions actions) {
    double[] observation = new double[environment.spec().observationSize()];
    environment.reset(Seeds.rng(seed, "rollout", "start"), observation);
    int count = steps == null ? environment.spec().episodeSteps() : steps;
    step(environment, observation, actions, count);
  }

  private void replay(Environment environment) throws IOException {
    ReplayFile file = ReplayFile.read(behaviour.replay, environment.spec());
    if (steps != null && steps > file.actions().size()) {
      throw UserError.usage(
          "--steps %d is more than the %d actions of %s.",
          steps, file.actions().size(), behaviour.replay);
    }
    double[] observation = new double[environment.spec().observationSize()];
    environment.restore(file.qpos(), file.qvel(), observation);
    int count = steps == null ? file.actions().size() : steps;
    step(environment, observation, RolloutActions.of(file.actions()), count);
  }

  private static void step(
      Environment environment, double[] observation, RolloutActions actions, int count) {
    PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, UTF_8);
    for (int step = 1; step <= count; step++) {
      double[] action = actions.next(observation);
      double reward = environment.step(action, observation);
      out.println(
          new RolloutStep(step, environment.qpos(), environment.qvel(), observation, action, reward)
              .json());
    }
    out.flush();
  }

  private Policy policy() throws IOException {
    warehouse.requireThere();
    try (Session session = Session.open(warehouse, "ddr-mpo rollout")) {
      List<RunRow> rows =
          session
              .warehouse()
              .rows(Table.RUNS, RunRow.class, "cell_id = '" + behaviour.run.replace("'", "") + "'");
      if (rows.isEmpty()) {
        throw UserError.data(
            "There is no run %s in warehouse %s: list them with ddr sql \"SELECT cell_id, recipe, task, seed FROM runs\".",
            behaviour.run, session.warehouse());
      }
      RunCell cell = new JsonMapper().readValue(rows.get(0).provenance().cell(), RunCell.class);
      if (!cell.task().equals(task)) {
        throw UserError.usage(
            "Run %s was trained on %s, not on %s: name its task.",
            behaviour.run, cell.task(), task);
      }
      List<Snapshot> snapshots = Snapshot.of(cell, session.warehouse().artifacts());
      return snapshots.get(snapshots.size() - 1).policy();
    }
  }
}
