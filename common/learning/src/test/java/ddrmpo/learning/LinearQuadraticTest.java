package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a problem with a known answer, linear-quadratic regulation with perturbed dynamics, mpo costs
 * within 10 % of what the Riccati solution of the nominal dynamics costs there, and r-mpo within 10
 * % of what the best linear policy costs in the worst case; neither policy passes for the other's.
 *
 * <p>The problem: x' = a x + b u, cost x^2 + rho u^2, discounted; the members differ in a. While no
 * member overshoots, the largest a leads to the largest |x'| and so to the highest cost from every
 * state: the worst case of each single transition, which r-mpo learns by, is then one member held
 * fixed, which rollouts can measure.
 */
class LinearQuadraticTest {
  private static final double[] A = {0.9, 1.05, 1.2}; // the nominal one first
  private static final double B = 1;
  private static final double RHO = 6;
  private static final double DISCOUNT = 0.95;
  private static final double WITHIN = 1.1;

  private static final int STEPS = 8500;
  private static final int STEPS_BEFORE_UPDATES = 500;
  private static final int EPISODE = 5;

  /** Training starts in [-1.5, 1.5], costs are measured from [-1, 1]: no optimal action clips. */
  private static final double START = 1.5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void mpoFindsTheNominalAnswerAndRobustMpoTheWorstCases(long seed) {
    double riccati = riccatiGain();
    double nominalOptimum = cost(linear(riccati), A[0]);
    double worstOptimum = worstCost(linear(bestWorstCaseGain()));

    DoubleUnaryOperator mpo = train("mpo", seed);
    DoubleUnaryOperator robust = train("r-mpo", seed);
    double mpoNominal = cost(mpo, A[0]) / nominalOptimum;
    double mpoWorst = worstCost(mpo) / worstOptimum;
    double robustNominal = cost(robust, A[0]) / nominalOptimum;
    double robustWorst = worstCost(robust) / worstOptimum;
    System.out.printf(
        Locale.ROOT,
        "linear-quadratic, seed %d: mpo %.3f nominal, %.2f worst; r-mpo %.2f nominal, %.3f worst%n",
        seed,
        mpoNominal,
        mpoWorst,
        robustNominal,
        robustWorst);

    assertThat(mpoNominal).isLessThan(WITHIN);
    assertThat(robustWorst).isLessThan(WITHIN);
    // Seeds 1 to 30 gave mpoWorst 1.9 to 2.9 and robustNominal 1.25 to 1.35.
    assertThat(mpoWorst).isGreaterThan(1.5 * robustWorst);
    assertThat(robustNominal).isGreaterThan(WITHIN);
  }

  @Test
  void theProblemHasTheAnswersThatTheOtherTestComparesWith() {
    double riccati = riccatiGain();
    double best = bestWorstCaseGain();
    // Brute force finds the Riccati gain too, to its grid.
    assertThat(cost(linear(riccati), A[0])).isLessThan(cost(linear(riccati + 0.01), A[0]));
    assertThat(cost(linear(riccati), A[0])).isLessThan(cost(linear(riccati - 0.01), A[0]));
    // No member overshoots, and the last one is the worst.
    assertThat(A[0] - B * best).isPositive();
    assertThat(worstCost(linear(best))).isEqualTo(cost(linear(best), A[A.length - 1]));
    // Each answer is clearly wrong for the other question, and doing nothing for both.
    assertThat(worstCost(linear(riccati))).isGreaterThan(1.5 * worstCost(linear(best)));
    assertThat(cost(linear(best), A[0])).isGreaterThan(WITHIN * cost(linear(riccati), A[0]));
    assertThat(cost(linear(0), A[0])).isGreaterThan(1.5 * cost(linear(riccati), A[0]));
  }

  /** The mean action of a policy trained in the nominal dynamics. */
  private static DoubleUnaryOperator train(String recipe, long seed) {
    Rng random = Seeds.rng(seed, "exploration");
    Replay replay = new Replay(STEPS, 1, 1, A.length);
    try (Learner learner =
        Learner.of(Recipe.named(recipe), settings(), 1, 1, A.length, true, 0, seed)) {
      float[] x = new float[1];
      float[] u = new float[1];
      float[] successors = new float[A.length];
      for (int step = 0; step < STEPS; step++) {
        // The policy is improved at nominal successors, which contract: short episodes and a random
        // first action keep them spread over the states that costs are measured in.
        if (step % EPISODE == 0) {
          x[0] = (float) random.uniform(-START, START);
          u[0] = (float) random.uniform(-1, 1);
        } else {
          learner.act(x, u);
        }
        for (int m = 0; m < A.length; m++) {
          successors[m] = (float) (A[m] * x[0] + B * u[0]);
        }
        // In [-1, 0] while |x| and |u| are at most 1. No constant is added: the critic would first
        // have to learn 1 / (1 - gamma) times it.
        double reward = -(x[0] * x[0] + RHO * u[0] * u[0]) / (1 + RHO);
        replay.add(x, u, (float) reward, 1, successors); // cut by time: discount 1
        x[0] = successors[0];
        if (step >= STEPS_BEFORE_UPDATES) {
          learner.update(replay);
        }
      }
      Policy policy = learner.policy();
      return state -> {
        float[] mean = new float[1];
        policy.mean(1, new float[] {(float) state}, mean);
        return mean[0];
      };
    }
  }

  /**
   * The laptop profile but for: small networks; the discount; a target period of 50 instead of 100,
   * since a value takes many periods to settle; an initial standard deviation of 0.2 instead of
   * 0.7, since the M-step narrows it slowly (to 0.14 here) and a mean amid wide noise is less
   * exact. With the profile's period and deviation mpo came to 1.01 to 1.13 of its optimum and
   * r-mpo to 1.05 to 1.16 (seeds 1 to 5); with these to at most 1.03 and 1.06 (seeds 1 to 30).
   */
  private static LearnerSettings settings() {
    LearnerSettings settings = Samples.settings(List.of(32, 32), 10, 64);
    settings = Samples.with(settings, "discount", DISCOUNT);
    settings = Samples.with(settings, "targetPeriod", 50);
    return Samples.with(settings, "initialStddev", 0.2);
  }

  private static DoubleUnaryOperator linear(double gain) {
    return x -> -gain * x;
  }

  /** The gain that is optimal in the nominal dynamics, by the discounted Riccati equation. */
  private static double riccatiGain() {
    double p = 0; // the value of x is -p x^2
    double gain = 0;
    for (int i = 0; i < 1000; i++) {
      gain = DISCOUNT * A[0] * B * p / (RHO + DISCOUNT * B * B * p);
      p = 1 + DISCOUNT * A[0] * p * (A[0] - B * gain);
    }
    return gain;
  }

  /** The gain of the least cost in the worst case, by brute force. */
  private static double bestWorstCaseGain() {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 240; i++) {
      double gain = i / 200.0;
      double cost = worstCost(linear(gain));
      if (cost < least) {
        least = cost;
        best = gain;
      }
    }
    return best;
  }

  private static double worstCost(DoubleUnaryOperator policy) {
    double worst = 0;
    for (double a : A) {
      worst = Math.max(worst, cost(policy, a));
    }
    return worst;
  }

  /** Discounted cost of 100 steps (0.95^100 = 0.006), the mean from 11 starts in [-1, 1]. */
  private static double cost(DoubleUnaryOperator policy, double a) {
    double sum = 0;
    for (int start = -5; start <= 5; start++) {
      double x = start / 5.0;
      double weight = 1;
      for (int step = 0; step < 100; step++) {
        double u = policy.applyAsDouble(x);
        sum += weight * (x * x + RHO * u * u);
        x = a * x + B * u;
        weight *= DISCOUNT;
      }
    }
    return sum / 11;
  }
}
