package ddrmpo.learning.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Backup;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One step of the operators on random processes: what they compute, and how they are ordered. */
class RegularisedBellmanTest {
  private static final double ROUNDING = 1e-11;

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void theOperatorOfAPolicyIsThePapersFormula(long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    for (Backup backup : Backup.values()) {
      for (Sample y : List.of(x, x.withTau(0))) {
        double[] formula =
            PlainBellman.apply(
                y, PlainBellman.kernels(y, backup), PlainBellman.reduction(y, backup), v);
        Values.assertClose(y.bellman(backup).apply(y.tabularPolicy(), v), formula, ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void withoutARegulariserTheOptimalOperatorIsTheGreatestActionValueAndASmallOneTendsToIt(
      long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    for (Backup backup : Backup.values()) {
      double[] plain =
          PlainBellman.applyOptimal(
              x, PlainBellman.kernels(x, backup), PlainBellman.reduction(x, backup), v);
      Values.assertClose(x.withTau(0).bellman(backup).applyOptimal(v), plain, ROUNDING);
      for (double tau : new double[] {1, 1e-3, 1e-6, 1e-300}) {
        double[] soft = x.withTau(tau).bellman(backup).applyOptimal(v);
        Values.assertAtMost(soft, plain, ROUNDING);
        // The greedy action costs tau log(1 / reference), and the least reference is over 1/400.
        assertThat(Values.distance(soft, plain)).isLessThanOrEqualTo(tau * 6 + ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void theOptimalOperatorBoundsThatOfEveryPolicyAndTheGreedyPolicyAttainsIt(long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    for (Backup backup : Backup.values()) {
      for (double tau : new double[] {0, 1e-3, x.tau(), 1e3}) {
        RegularisedBellman bellman = x.withTau(tau).bellman(backup);
        double[] optimal = bellman.applyOptimal(v);
        Values.assertClose(bellman.apply(bellman.greedy(v), v), optimal, ROUNDING);
        for (int i = 0; i < 3; i++) {
          Values.assertAtMost(bellman.apply(x.randomPolicy(), v), optimal, ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void withOneMemberAllBackupsAgreeToTheBit(long seed) {
    Sample x = Sample.of(seed);
    Sample one = x.withKernels(x.kernels()[0]);
    double[] v = x.value();
    for (Sample y : List.of(one, one.withTau(0))) {
      RegularisedBellman nominal = y.bellman(Backup.NOMINAL);
      for (Backup backup : Backup.values()) {
        RegularisedBellman bellman = y.bellman(backup);
        assertThat(bellman.apply(y.tabularPolicy(), v))
            .isEqualTo(nominal.apply(y.tabularPolicy(), v));
        assertThat(bellman.applyOptimal(v)).isEqualTo(nominal.applyOptimal(v));
      }
    }
  }

  /** Appendix C defines the soft-robust operator by the mean kernel, the learner by mean values. */
  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void theSoftRobustOperatorIsThatOfTheMeanKernel(long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    Sample mean = x.withKernels(mean(x.members()));
    Values.assertClose(
        x.bellman(Backup.MEAN).apply(x.tabularPolicy(), v),
        mean.bellman(Backup.NOMINAL).apply(x.tabularPolicy(), v),
        ROUNDING);
    Values.assertClose(
        x.bellman(Backup.MEAN).applyOptimal(v),
        mean.bellman(Backup.NOMINAL).applyOptimal(v),
        ROUNDING);
  }

  private static double[][][] mean(List<double[][][]> kernels) {
    double[][][] first = kernels.get(0);
    double[][][] mean = new double[first.length][first[0].length][first.length];
    for (int s = 0; s < mean.length; s++) {
      for (int a = 0; a < mean[s].length; a++) {
        for (double[][][] kernel : kernels) {
          for (int t = 0; t < mean.length; t++) {
            mean[s][a][t] += kernel[s][a][t] / kernels.size();
          }
        }
      }
    }
    return mean;
  }

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void oneStepIsOrderedFromRobustOverCvarAndSoftMinToSoftRobustToTheGreatestMember(long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    assertOrdered(
        backup -> x.bellman(backup).apply(x.tabularPolicy(), v),
        PlainBellman.apply(x, x.members(), PlainBellman.GREATEST, v));
    assertOrdered(
        backup -> x.withTau(0).bellman(backup).applyOptimal(v),
        PlainBellman.applyOptimal(x, x.members(), PlainBellman.GREATEST, v));
  }

  private static void assertOrdered(Function<Backup, double[]> values, double[] optimistic) {
    for (Backup between : List.of(Backup.CVAR, Backup.SOFT_MIN)) {
      Values.assertAtMost(values.apply(Backup.MIN), values.apply(between), ROUNDING);
      Values.assertAtMost(values.apply(between), values.apply(Backup.MEAN), ROUNDING);
    }
    Values.assertAtMost(values.apply(Backup.MEAN), optimistic, ROUNDING);
  }
}
