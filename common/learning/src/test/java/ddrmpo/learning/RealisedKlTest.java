package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.core.SetKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MPO's multipliers hold the policy to its bounds, and let it use them, on the pendulum. */
class RealisedKlTest {
  private static final int RANDOM_STEPS = 3000; // before the first update
  private static final int UPDATES = 10_000;

  /** By then temperature and multipliers have come down from where they begin. */
  private static final int ADAPTED = 6000;

  private static final LearnerSettings SETTINGS = Samples.settings(List.of(24, 24), 6, 32);

  @ParameterizedTest
  @CsvSource({"mpo, 1", "mpo, 2", "r-mpo, 1", "r-mpo, 2"})
  void averagesStayAtTheirBounds(String recipe, long seed) {
    double[] early = new double[3];
    double[] late = new double[3];
    learn(Recipe.named(recipe), seed, early, late);
    for (int i = 0; i < 3; i++) {
      double run = (early[i] + late[i]) / UPDATES;
      double adapted = late[i] / (UPDATES - ADAPTED);
      String kl = List.of("weights", "mean", "standard deviation").get(i);
      assertThat(run).as("%s, run", kl).isBetween(0.05, 1.5);
      assertThat(adapted).as("%s, adapted", kl).isBetween(0.3, 1.5);
    }
  }

  /** Adds up the KLs of weights, mean and standard deviation, in units of their bounds. */
  private static void learn(Recipe recipe, long seed, double[] early, double[] late) {
    double[] masses = recipe.set() == SetKind.NONE ? new double[] {1} : new double[] {1, 1.1, 1.4};
    Learner learner = Learner.of(recipe, SETTINGS, 3, 1, masses.length, true, 0, seed);
    Replay replay = new Replay(RANDOM_STEPS + UPDATES, 3, 1, masses.length);
    Rng rng = new Rng(seed);
    AnalyticPendulum nominal = new AnalyticPendulum(1);
    float[] observation = new float[3];
    float[] action = new float[1];
    float[] successors = new float[3 * masses.length];
    for (int step = 0; step < RANDOM_STEPS + UPDATES; step++) {
      if (step % 250 == 0) {
        nominal.reset(rng);
      }
      nominal.observe(observation, 0);
      if (step >= RANDOM_STEPS) {
        learner.act(observation, action);
      } else if (step % 20 == 0) {
        action[0] = (float) rng.uniform(-1, 1);
      }
      for (int m = 0; m < masses.length; m++) {
        AnalyticPendulum member = new AnalyticPendulum(masses[m]);
        member.step(nominal, action[0]);
        member.observe(successors, 3 * m);
      }
      nominal.step(nominal, action[0]);
      replay.add(observation, action, nominal.reward(), 1, successors);
      if (step >= RANDOM_STEPS) {
        ImprovementStatistics kls = learner.update(replay).improvement();
        double[] into = step < RANDOM_STEPS + ADAPTED ? early : late;
        into[0] += kls.klWeights() / SETTINGS.epsilon();
        into[1] += kls.klMean() / SETTINGS.epsilonMean();
        into[2] += kls.klStddev() / SETTINGS.epsilonStddev();
      }
    }
  }
}
