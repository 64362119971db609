package ddrmpo.learning.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Backup;
import ddrmpo.core.Seeds;
import ddrmpo.learning.BackupOperator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy evaluation and value iteration on random processes, against values found otherwise. */
class FixedPointTest {
  private static final double TOLERANCE = 1e-9;
  private static final double CLOSE = 1e-8;

  static LongStream seeds() {
    return LongStream.range(1000, 1050);
  }

  private static double[] evaluated(Sample x, Backup backup) {
    return x.bellman(backup).evaluate(x.tabularPolicy(), new double[x.states()], TOLERANCE);
  }

  private static double[] iterated(Sample x, Backup backup) {
    return x.bellman(backup).iterate(new double[x.states()], TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyStartLeadsToTheOneFixedPoint(long seed) {
    Sample x = Sample.of(seed);
    for (Backup backup : Backup.values()) {
      RegularisedBellman bellman = x.bellman(backup);
      TabularPolicy policy = x.tabularPolicy();
      double[] value = bellman.evaluate(policy, x.value(), TOLERANCE);
      Values.assertClose(bellman.evaluate(policy, x.value(), TOLERANCE), value, 2 * TOLERANCE);
      Values.assertClose(bellman.apply(policy, value), value, 2 * TOLERANCE);
      double[] optimal = bellman.iterate(x.value(), TOLERANCE);
      Values.assertClose(bellman.iterate(x.value(), TOLERANCE), optimal, 2 * TOLERANCE);
      Values.assertClose(bellman.applyOptimal(optimal), optimal, 2 * TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theNominalValueOfAPolicySolvesItsLinearSystem(long seed) {
    Sample x = Sample.of(seed);
    double[] solved = PlainBellman.solved(x, x.kernels()[0]);
    Values.assertClose(evaluated(x, Backup.NOMINAL), solved, CLOSE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theGreedyPolicyOfTheOptimalValueHasItAndNoPolicyHasMore(long seed) {
    Sample x = Sample.of(seed);
    for (Backup backup : Backup.values()) {
      for (double tau : new double[] {0, x.tau()}) {
        RegularisedBellman bellman = x.withTau(tau).bellman(backup);
        double[] optimal = bellman.iterate(x.value(), TOLERANCE);
        double[] greedy = bellman.evaluate(bellman.greedy(optimal), x.value(), TOLERANCE);
        Values.assertClose(greedy, optimal, 50 * TOLERANCE); // 2 gamma / (1 - gamma) TOLERANCE
        double[] other = bellman.evaluate(x.randomPolicy(), x.value(), TOLERANCE);
        Values.assertAtMost(other, optimal, 2 * TOLERANCE);
      }
    }
  }

  /** Appendix E, with its approximation error measured over the sweeps that were made. */
  @ParameterizedTest
  @MethodSource("seeds")
  void corollary1BoundsTheLossOfApproximateValueIteration(long seed) {
    Sample x = Sample.of(seed);
    double gamma = x.gamma();
    for (Backup backup : Backup.values()) {
      RegularisedBellman bellman = x.bellman(backup);
      double[] optimal = iterated(x, backup);
      double[] value = x.value(); // V_0
      double start = Values.distance(optimal, value);
      double noise = x.rng().uniform(0, 1);
      double epsilon = 0;
      for (int n = 0; n <= 12; n++) {
        double[] induced = bellman.evaluate(bellman.greedy(value), optimal, TOLERANCE);
        double bound =
            2 * gamma * epsilon / Math.pow(1 - gamma, 2)
                + 2 * Math.pow(gamma, n + 1) / (1 - gamma) * start;
        assertThat(Values.distance(optimal, induced))
            .as("%s, N = %d", backup.text(), n)
            .isLessThanOrEqualTo(bound + CLOSE);
        double[] exact = bellman.applyOptimal(value);
        double[] next = exact.clone();
        for (int s = 0; s < next.length; s++) {
          next[s] += x.rng().uniform(-noise, noise);
        }
        epsilon = Math.max(epsilon, Values.distance(exact, next));
        value = next;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void valuesAreOrderedFromRobustOverCvarAndSoftMinToSoftRobustToTheOptimistic(long seed) {
    Sample x = Sample.of(seed);
    double[] optimistic =
        PlainBellman.fixedPoint(
            x, v -> PlainBellman.apply(x, x.members(), PlainBellman.GREATEST, v));
    for (Backup between : List.of(Backup.CVAR, Backup.SOFT_MIN)) {
      Values.assertAtMost(evaluated(x, Backup.MIN), evaluated(x, between), CLOSE);
      Values.assertAtMost(evaluated(x, between), evaluated(x, Backup.MEAN), CLOSE);
      Values.assertAtMost(iterated(x, Backup.MIN), iterated(x, between), CLOSE);
      Values.assertAtMost(iterated(x, between), iterated(x, Backup.MEAN), CLOSE);
    }
    Values.assertAtMost(evaluated(x, Backup.MEAN), optimistic, CLOSE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRobustValueIsAtMostThatUnderEverySingleMember(long seed) {
    Sample x = Sample.of(seed);
    double[] robust = evaluated(x, Backup.MIN);
    double[] robustOptimal = iterated(x, Backup.MIN);
    for (double[][][] member : x.members()) {
      Values.assertAtMost(robust, PlainBellman.solved(x, member), CLOSE);
      double[] optimal = iterated(x.withKernels(member), Backup.NOMINAL);
      Values.assertAtMost(robustOptimal, optimal, CLOSE);
    }
  }

  /** Nature's stationary choices of a kernel for each state and action, all of them. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theRobustValueOfAPolicyIsTheLeastOverAllOfNaturesChoices(long seed) {
    Sample x = small(seed);
    double[] least = new double[x.states()];
    double[] greatest = new double[x.states()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    int choices = 1 << (x.states() * x.actions()); // a bit for each state and action
    for (int choice = 0; choice < choices; choice++) {
      double[] value = PlainBellman.solved(x, chosen(x, choice));
      for (int s = 0; s < least.length; s++) {
        least[s] = Math.min(least[s], value[s]);
        greatest[s] = Math.max(greatest[s], value[s]);
      }
    }
    Values.assertClose(evaluated(x, Backup.MIN), least, CLOSE);
    Values.assertAtMost(evaluated(x, Backup.MEAN), greatest, CLOSE);
  }

  /** 2 states, 2 actions and 2 kernels, both of which take part. */
  private static Sample small(long seed) {
    Sample x = Sample.of(Seeds.rng(seed, "small"), 2, 2, 2);
    return x.withKernels(x.kernels());
  }

  private static double[][][] chosen(Sample x, int choice) {
    double[][][] kernel = new double[x.states()][x.actions()][];
    for (int s = 0; s < x.states(); s++) {
      for (int a = 0; a < x.actions(); a++) {
        int k = choice >> (s * x.actions() + a) & 1;
        kernel[s][a] = x.kernels()[k][s][a];
      }
    }
    return kernel;
  }

  /** Without a regulariser a deterministic policy is best: all four, against all of nature. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theRobustOptimalValueIsTheGreatestOverPoliciesOfTheLeastOverNaturesChoices(long seed) {
    Sample x = small(seed).withTau(0);
    double[] best = new double[x.states()];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int choice = 0; choice < 4; choice++) {
      double[][] policy = new double[2][2];
      policy[0][choice & 1] = 1;
      policy[1][choice >> 1] = 1;
      Sample y = x.withPolicy(policy);
      double[] least = new double[x.states()];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int nature = 0; nature < 16; nature++) {
        double[] value = PlainBellman.solved(y, chosen(y, nature));
        for (int s = 0; s < least.length; s++) {
          least[s] = Math.min(least[s], value[s]);
        }
      }
      for (int s = 0; s < best.length; s++) {
        best[s] = Math.max(best[s], least[s]);
      }
    }
    Values.assertClose(iterated(x, Backup.MIN), best, CLOSE);
  }

  /**
   * From 0, the first kernel leads to 1 and the second to the sink 2; from 1 the other way round:
   * the first to the sink and the second to 3, which is paid. No single kernel ever reaches 3, a
   * mixture does.
   */
  @Test
  void theSoftRobustValueMayExceedThatUnderEverySingleMember() {
    double[][][] first = {{{0, 1, 0, 0}}, {{0, 0, 1, 0}}, {{0, 0, 1, 0}}, {{0, 0, 1, 0}}};
    double[][][] second = {{{0, 0, 1, 0}}, {{0, 0, 0, 1}}, {{0, 0, 1, 0}}, {{0, 0, 1, 0}}};
    assertThat(valueOfStart(Backup.NOMINAL, first)).isZero();
    assertThat(valueOfStart(Backup.NOMINAL, second)).isZero();
    assertThat(valueOfStart(Backup.MEAN, first, second)).isCloseTo(1, within(TOLERANCE));
  }

  private static double valueOfStart(Backup backup, double[][][]... kernels) {
    FiniteMdp mdp = new FiniteMdp(kernels, new double[][] {{0}, {0}, {0}, {16}}, 0.5);
    TabularPolicy policy = new TabularPolicy(new double[][] {{1}, {1}, {1}, {1}});
    BackupOperator operator = new BackupOperator(backup, kernels.length, 0);
    return new RegularisedBellman(mdp, operator, policy, 0)
        .evaluate(policy, new double[4], TOLERANCE)[0];
  }
}
