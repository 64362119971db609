package ddrmpo.jobs;

import ddrmpo.control.Environment;
import ddrmpo.control.Film;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.mujoco.PhysicsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws an episode. */
@Command(
    name = "render",
    description = {
      "Draws an episode: several values of a parameter side by side, from the same start.",
      "DIR receives frame-0000.png and so on, episode.gif, and strip.png, a few moments in one"
          + " picture. No display is needed, but OpenGL through EGL; ddr installs it on Debian.",
      "",
      "Example: ddr render cartpole-balance --values 0.5,1.9,2.3 --policy 0f3a... --output balance"
    },
    mixinStandardHelpOptions = true)
public final class Render implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{2,4})x(\\d{2,4})");
  private static final int LARGEST_WIDTH = 1920;
  private static final int LARGEST_HEIGHT = 1080;
  private static final double FRAMES_A_SECOND = 25;
  private static final int STRIP = 6;

  @Mixin private EpisodeOptions episode;

  @Option(
      names = "--values",
      paramLabel = "V",
      split = ",",
      description = "Its values, side by side (default: the nominal value, or the standard).")
  private List<Double> values = List.of();

  @ArgGroup(multiplicity = "1")
  private Actor actor;

  @Option(
      names = "--every",
      paramLabel = "K",
      description = "Control steps a picture (default: for 25 pictures a second).")
  private Integer every;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "320x240",
      description = "Size of each value's picture, pixels (default: ${DEFAULT-VALUE}).")
  private String size;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the pictures, which must not be there yet.")
  private Path output;

  @Mixin private WarehouseOptions warehouse;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("render", args);
  }

  @Override
  public Integer call() throws IOException {
    TaskSpec spec = episode.spec();
    String varied = episode.parameter();
    List<Double> drawn = values.isEmpty() ? List.of(episode.usual()) : values;
    drawn.forEach(value -> spec.parameter(varied).require(spec.name(), value));
    int stride =
        every == null
            ? (int) Math.max(1, Math.round(1 / (FRAMES_A_SECOND * spec.controlTimestep())))
            : every;
    if (stride < 1) {
      throw UserError.usage("--every %d must be at least 1.", stride);
    }
    Matcher shape = SIZE.matcher(size);
    if (!shape.matches()
        || Integer.parseInt(shape.group(1)) > LARGEST_WIDTH
        || Integer.parseInt(shape.group(2)) > LARGEST_HEIGHT) {
      throw UserError.usage(
          "--size %s must be a width and a height in pixels, such as 320x240, at most %dx%d.",
          size, LARGEST_WIDTH, LARGEST_HEIGHT);
    }
    if (Files.exists(output)) {
      throw UserError.usage("--output %s is there already: name a new folder.", output);
    }
    int width = Integer.parseInt(shape.group(1));
    int height = Integer.parseInt(shape.group(2));
    Supplier<RolloutActions> actions = actor.actions(spec, episode.seed(), warehouse);
    Frames frames = new Frames(width, height);
    List<Shot> shots = new ArrayList<>();
    try {
      for (double value : drawn) {
        shots.add(new Shot(spec, varied, value, frames, actions.get()));
      }
      frames.add(shots.stream().map(Shot::picture).toList());
      for (int step = 1; step <= episode.steps(spec.episodeSteps()); step++) {
        shots.forEach(Shot::step);
        if (step % stride == 0) {
          frames.add(shots.stream().map(Shot::picture).toList());
        }
      }
    } catch (PhysicsException e) {
      throw UserError.data("The simulation of %s diverged: %s", spec.name(), e.getMessage());
    } finally {
      shots.forEach(Shot::close);
    }
    frames.write(output, STRIP, stride * spec.controlTimestep());
    System.out.printf(
        "%s: %d pictures, from left to right %s = %s%n", output, frames.count(), varied, drawn);
    return 0;
  }

  /** One value's simulator with its actor and its pictures. */
  private final class Shot implements AutoCloseable {
    private final Environment environment;
    private final Film film;
    private final RolloutActions actions;
    private final double[] observation;

    Shot(TaskSpec spec, String varied, double value, Frames frames, RolloutActions actions) {
      film = new Film(spec.name(), varied, value, frames.width(), frames.height());
      environment = episode.environment(value);
      this.actions = actions;
      observation = new double[spec.observationSize()];
      environment.reset(episode.start(), observation);
    }

    void step() {
      environment.step(actions.next(observation), observation);
    }

    byte[] picture() {
      return film.picture(environment);
    }

    @Override
    public void close() {
      environment.close();
      film.close();
    }
  }
}
