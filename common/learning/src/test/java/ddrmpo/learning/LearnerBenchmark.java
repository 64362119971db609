package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
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

  /** Arguments: {@code paper} adds the paper's networks, which take minutes. */
  public static void main(String[] arguments) {
    measure("B64 N10 64-64", List.of(64, 64), 10, 64, 400);
    measure("B256 N20 256-256", List.of(256, 256), 20, 256, 20);
    if (Arrays.asList(arguments).contains("paper")) {
      LearnerSettings s = Samples.settings(List.of(1), 15, 1024);
      LearnerSettings paper =
          new LearnerSettings(
              List.of(200, 200, 200),
              List.of(500, 500, 500),
              15,
              1024,
              s.epsilon(),
              s.epsilonMean(),
              s.epsilonStddev(),
              0.99,
              3e-4,
              1e-2,
              10,
              10,
              1000,
              200,
              0.7,
              0,
              false,
              40,
              0.1,
              s.reference());
      measure("paper", paper, 3);
    }
  }

  private static void measure(String name, List<Integer> hidden, int actions, int batch, int n) {
    measure(name, Samples.settings(hidden, actions, batch), n);
  }

  private static void measure(String name, LearnerSettings settings, int updates) {
    for (String recipe : List.of("mpo", "r-mpo", "re-mpo")) {
      int slots = recipe.equals("mpo") ? 1 : 3;
      Learner learner = Learner.of(Recipe.named(recipe), settings, O, D, slots, true, 1);
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
          "%-18s %-7s M=%d: median %.3f ms, least %.3f ms of CPU an update; %.2f us an action%n",
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
