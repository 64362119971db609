package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.SetKind;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laptop profile learns to swing up the closed-form pendulum and hold it in 100,000 steps. */
@Tag("slow")
class PendulumLearningTest {
  private static final int STEPS = 100_000;
  private static final int EPISODE = 1000;
  private static final int RANDOM_STEPS = 15_000;
  private static final int RANDOM_HOLD = 20;
  private static final int RANDOM_EPISODE = 250;

  @ParameterizedTest
  @ValueSource(strings = {"mpo", "r-mpo"})
  void returnsWhatThePlainTrialReturned(String recipe) {
    assertThat(run(recipe, 2)).isGreaterThan(750);
  }

  /** Arguments: recipe and seeds; prints nominal, hold-out and far returns. */
  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      run(arguments[0], Long.parseLong(arguments[i]));
    }
  }

  /** The mean nominal return of the last policies, from four fifths of the run on. */
  static double run(String recipeName, long seed) {
    Recipe recipe = Recipe.named(recipeName);
    double[] masses = recipe.set() == SetKind.NONE ? new double[] {1} : new double[] {1, 1.1, 1.4};
    LearnerSettings settings = Samples.settings(List.of(64, 64), 10, 64);
    Learner learner = Learner.of(recipe, settings, 3, 1, masses.length, true, 0, seed);
    Replay replay = new Replay(200_000, 3, 1, masses.length);
    Rng starts = Seeds.rng(seed, "starts");
    Rng exploration = Seeds.rng(seed, "exploration");
    AnalyticPendulum nominal = new AnalyticPendulum(1);
    AnalyticPendulum[] members = new AnalyticPendulum[masses.length];
    for (int m = 0; m < masses.length; m++) {
      members[m] = new AnalyticPendulum(masses[m]);
    }
    float[] observation = new float[3];
    float[] action = new float[1];
    float[] successors = new float[3 * masses.length];
    int episodeStep = 0;
    double sum = 0;
    int kept = 0;
    long begin = System.nanoTime();
    UpdateStatistics last = null;
    for (int step = 0; step < STEPS; step++) {
      boolean random = step < RANDOM_STEPS;
      if (episodeStep == 0) {
        nominal.reset(starts);
      }
      nominal.observe(observation, 0);
      if (!random) {
        learner.act(observation, action);
      } else if (step % RANDOM_HOLD == 0) {
        action[0] = (float) exploration.uniform(-1, 1);
      }
      for (int m = 0; m < masses.length; m++) {
        members[m].step(nominal, action[0]);
        members[m].observe(successors, 3 * m);
      }
      nominal.step(nominal, action[0]);
      replay.add(observation, action, nominal.reward(), 1, successors);
      episodeStep = (episodeStep + 1) % (random ? RANDOM_EPISODE : EPISODE);
      if (step >= 1000) {
        last = learner.update(replay);
      }
      if ((step + 1) % (STEPS / 20) == 0) {
        double nominalReturn = evaluate(learner.policy(), 1, 50);
        System.out.printf(
            Locale.ROOT,
            "%s seed %d step %d: return %.0f, q %.1f, stddev %.2f, eta %.3f, kl %.2g %.2g%n",
            recipeName,
            seed,
            step + 1,
            nominalReturn,
            last.q(),
            last.policyStddev(),
            last.improvement().temperature(),
            last.improvement().klMean(),
            last.improvement().klStddev());
        if (step >= STEPS * 4 / 5) {
          sum += nominalReturn;
          kept++;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s seed %d: nominal %.0f, hold-outs %.0f, far %.0f in %.0f s%n",
        recipeName,
        seed,
        sum / kept,
        (evaluate(learner.policy(), 1.5, 50)
                + evaluate(learner.policy(), 1.6, 50)
                + evaluate(learner.policy(), 1.7, 50))
            / 3,
        evaluate(learner.policy(), 2, 50),
        (System.nanoTime() - begin) / 1e9);
    return sum / kept;
  }

  private static double evaluate(Policy policy, double mass, int episodes) {
    Rng starts = Seeds.rng(99, "evaluation");
    AnalyticPendulum pendulum = new AnalyticPendulum(mass);
    float[] observation = new float[3];
    float[] action = new float[1];
    double sum = 0;
    for (int episode = 0; episode < episodes; episode++) {
      pendulum.reset(starts);
      for (int step = 0; step < EPISODE; step++) {
        pendulum.observe(observation, 0);
        policy.mean(1, observation, action);
        pendulum.step(pendulum, action[0]);
        sum += pendulum.reward();
      }
    }
    return sum / episodes;
  }
}
