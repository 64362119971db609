package ddrmpo.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Profiles;
import ddrmpo.core.UserError;
import ddrmpo.learning.LearnerTiming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.RowFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The speed of a part of the engine. */
@Command(
    name = "bench",
    description = {
      "Times one update of the learner alone, on random transitions, and prints the median:"
          + " nothing is simulated, and Spark is not started.",
      "What is not given comes from the laptop profile. The whole suite is data/benchmarks/run.",
      "",
      "Example: ddr bench learner --batch 64 --actions 10 --models 3 --policy 64-64 --critic 64-64"
    },
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final String PROFILE = "laptop";
  private static final Pattern WIDTHS = Pattern.compile("[1-9]\\d{0,5}(-[1-9]\\d{0,5})*");
  private static final int MOST_THREADS = 256;

  @Parameters(paramLabel = "PART", description = "learner, the only part so far.")
  @SuppressWarnings("unused") // reading it refuses every other part
  private Part part;

  @Option(names = "--batch", paramLabel = "B", description = "Transitions an update.")
  private Integer batch;

  @Option(names = "--actions", paramLabel = "N", description = "Actions sampled at a state.")
  private Integer actions;

  @Option(
      names = "--models",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Successors of a transition: 1 is recipe mpo, more r-mpo (default: ${DEFAULT-VALUE}).")
  private int models;

  @Option(names = "--policy", paramLabel = "W-W", description = "Widths of the policy's layers.")
  private String policy;

  @Option(names = "--critic", paramLabel = "W-W", description = "Widths of the critic's layers.")
  private String critic;

  @Option(
      names = "--observation",
      paramLabel = "O",
      defaultValue = "3",
      description = "Size of an observation (default: ${DEFAULT-VALUE}).")
  private int observation;

  @Option(
      names = "--action",
      paramLabel = "D",
      defaultValue = "1",
      description = "Size of an action (default: ${DEFAULT-VALUE}).")
  private int action;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "flat",
      description = "What computes the networks: flat or djl (default: ${DEFAULT-VALUE}).")
  private String engine;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Learners at once, one a thread (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--updates",
      paramLabel = "U",
      defaultValue = "500",
      description = "Updates of each learner, after a warm-up (default: ${DEFAULT-VALUE}).")
  private int updates;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ResultFormat format;

  /** What can be timed. */
  enum Part {
    learner
  }

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("bench", args);
  }

  @Override
  public Integer call() throws IOException {
    LearnerSettings settings = settings();
    try (LearnerTiming timing = new LearnerTiming(settings, observation, action, models, threads)) {
      print(result(settings, timing.milliseconds(updates)));
    } catch (OutOfMemoryError e) {
      throw UserError.usage(
          "A learner of this size does not fit into the %d MiB that Java has: make batch, actions, models, layers, threads or updates smaller.",
          Runtime.getRuntime().maxMemory() >> 20);
    }
    return 0;
  }

  private LearnerSettings settings() {
    requireWithin("--models", models, 1, Short.MAX_VALUE);
    requireWithin("--observation", observation, 1, Short.MAX_VALUE);
    requireWithin("--action", action, 1, Short.MAX_VALUE);
    requireWithin("--threads", threads, 1, MOST_THREADS);
    requireWithin("--updates", updates, 1, 10_000_000);
    List<String> overrides = new ArrayList<>();
    overrides.add("learner.engine=" + engine);
    if (batch != null) {
      requireWithin("--batch", batch, 1, Integer.MAX_VALUE);
      overrides.add("learner.batch=" + batch);
    }
    if (actions != null) {
      requireWithin("--actions", actions, 2, Integer.MAX_VALUE);
      overrides.add("learner.actions=" + actions);
    }
    addWidths("policy", policy, overrides);
    addWidths("critic", critic, overrides);
    return Profiles.learner(PROFILE, overrides);
  }

  private static void requireWithin(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw high == Integer.MAX_VALUE
          ? UserError.usage("%s %d must be at least %d.", option, value, low)
          : UserError.usage("%s %d must lie in [%d, %d].", option, value, low, high);
    }
  }

  private static void addWidths(String network, String widths, List<String> overrides) {
    if (widths == null) {
      return;
    }
    if (!WIDTHS.matcher(widths).matches()) {
      throw UserError.usage(
          "--%s \"%s\" names no layers: join the width of each by a hyphen, such as 64-64.",
          network, widths);
    }
    overrides.add("learner." + network + "=[" + widths.replace('-', ',') + "]");
  }

  private Map<String, Object> result(LearnerSettings settings, double[] sorted) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ms_per_update", median(sorted));
    result.put("ms_least", sorted[0]);
    result.put("ms_most", sorted[sorted.length - 1]);
    result.put("updates", updates);
    result.put("engine", engine);
    result.put("threads", threads);
    result.put("batch", settings.batch());
    result.put("actions", settings.actions());
    result.put("models", models);
    result.put("policy", text(settings.policy()));
    result.put("critic", text(settings.critic()));
    result.put("observation", observation);
    result.put("action", action);
    return result;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String text(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  private void print(Map<String, Object> result) throws IOException {
    if (format == ResultFormat.json) {
      System.out.println(new JsonMapper().writeValueAsString(result));
    } else {
      format.print(
          List.copyOf(result.keySet()),
          List.of(RowFactory.create(result.values().toArray())),
          System.out);
    }
  }
}
