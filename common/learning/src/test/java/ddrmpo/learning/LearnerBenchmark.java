package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LearnerSettings.Engine;
import ddrmpo.core.Recipe;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints the CPU time of an update and of an action for the shapes that profiles use; one thread.
 */
public final class LearnerBenchmark {
  private static final int O = 3;
  private static final int D = 1;

  private LearnerBenchmark() {}

  /**
   * Arguments: engines to measure, by default {@code flat}; {@code paper} adds the paper's
   * networks, which take minutes.
   */
  public static void main(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    List<Engine> engines =
        Arrays.stream(Engine.values()).filter(engine -> words.contains(engine.text())).toList();
    for (Engine engine : engines.isEmpty() ? List.of(Engine.FLAT) : engines) {
      measure("B64 N10 64-64", Samples.settings(List.of(64, 64), 10, 64), engine, 400);
      measure("B256 N20 256-256", Samples.settings(List.of(256, 256), 20, 256), engine, 20);
      if (words.contains("paper")) {
        LearnerSettings critics = Samples.settings(List.of(500, 500, 500), 15, 1024);
        measure("paper", Samples.with(critics, "policy", List.of(200, 200, 200)), engine, 1);
      }
    }
  }

  private static void measure(String name, LearnerSettings shape, Engine engine, int updates) {
    LearnerSettings settings = Samples.with(shape, "engine", engine);
    for (String recipe : List.of("mpo", "r-mpo", "re-mpo")) {
      int slots = recipe.equals("mpo") ? 1 : 3;
      measure(name, settings, recipe, slots, updates);
    }
  }

  private static void measure(
      String name, LearnerSettings settings, String recipe, int slots, int updates) {
    try (Learner learner = Learner.of(Recipe.named(recipe), settings, O, D, slots, true, 0, 1)) {
      Replay replay = Samples.replay(20_000, O, D, slots, 2);
      double[] ms = new double[9];
      for (int i = 0; i < ms.length; i++) {
        long begin = cpuNanos();
        for (int u = 0; u < updates; u++) {
          learner.update(replay);
        }
        ms[i] = (cpuNanos() - begin) / 1e6 / updates;
      }
      Arrays.sort(ms);
      float[] observation = {1, 0, 0};
      float[] action = new float[1];
      int acts = 20_000;
      long begin = cpuNanos();
      for (int i = 0; i < acts; i++) {
        learner.act(observation, action);
      }
      double us = (cpuNanos() - begin) / 1e3 / acts;
      System.out.printf(
          Locale.ROOT,
          "%-4s %-18s %-7s M=%d: median %.3f ms, least %.3f ms of CPU an update; %.2f us an action%n",
          settings.engine().text(),
          name,
          recipe,
          slots,
          ms[ms.length / 2],
          ms[0],
          us);
    }
  }

  /** CPU time of this thread, which other processes disturb less than the clock. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
