package ddrmpo.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ddrmpo.control.Environment;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.mujoco.PhysicsException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin private EpisodeOptions episode;

  @Option(
      names = "--value",
      paramLabel = "V",
      description = "Its value (default: the nominal value, of another parameter the standard).")
  private Double value;

  @ArgGroup(multiplicity = "1")
  private Behaviour behaviour;

  @Option(names = "--format", defaultValue = "json", description = "json, the only format.")
  @SuppressWarnings("unused") // reading it refuses every other format
  private OnlyJson format;

  @Mixin private WarehouseOptions warehouse;

  /** What acts. */
  static final class Behaviour extends Actor {
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
    TaskSpec spec = episode.spec();
    try (Environment environment = episode.environment(value == null ? episode.usual() : value)) {
      if (behaviour.replay != null) {
        replay(environment);
      } else {
        act(environment, behaviour.actions(spec, episode.seed(), warehouse).get());
      }
    } catch (PhysicsException e) {
      throw UserError.data("The simulation of %s diverged: %s", spec.name(), e.getMessage());
    }
    return 0;
  }

  private void act(Environment environment, RolloutActions actions) {
    double[] observation = new double[environment.spec().observationSize()];
    environment.reset(episode.start(), observation);
    step(environment, observation, actions, episode.steps(environment.spec().episodeSteps()));
  }

  private void replay(Environment environment) throws IOException {
    ReplayFile file = ReplayFile.read(behaviour.replay, environment.spec());
    int count = episode.steps(file.actions().size());
    if (count > file.actions().size()) {
      throw UserError.usage(
          "--steps %d is more than the %d actions of %s.",
          count, file.actions().size(), behaviour.replay);
    }
    double[] observation = new double[environment.spec().observationSize()];
    environment.restore(file.qpos(), file.qvel(), observation);
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
}
