package ddrmpo.learning.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Backup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Theorems 1 to 4 on random processes, for the paper's robust (min) and soft-robust (mean) backups
 * and for the others.
 */
class ContractionTest {
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void theOperatorOfAPolicyIsAContraction(long seed) {
    Sample x = Sample.of(seed);
    double[] u = x.value();
    double[] v = x.value();
    double bound = x.gamma() * Values.distance(u, v) + ROUNDING;
    for (Backup backup : Backup.values()) {
      RegularisedBellman bellman = x.bellman(backup);
      double[] tu = bellman.apply(x.tabularPolicy(), u);
      double[] tv = bellman.apply(x.tabularPolicy(), v);
      assertThat(Values.distance(tu, tv)).as(backup.text()).isLessThanOrEqualTo(bound);
    }
  }

  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void theOptimalOperatorIsAContraction(long seed) {
    Sample x = Sample.of(seed);
    double[] u = x.value();
    double[] v = x.value();
    double bound = x.gamma() * Values.distance(u, v) + ROUNDING;
    for (Backup backup : Backup.values()) {
      for (double tau : new double[] {0, x.tau()}) {
        RegularisedBellman bellman = x.withTau(tau).bellman(backup);
        double contracted = Values.distance(bellman.applyOptimal(u), bellman.applyOptimal(v));
        assertThat(contracted).as(backup.text()).isLessThanOrEqualTo(bound);
      }
    }
  }

  /** The theorems' bound is attained, so gamma cannot be any less: U = V + c moves by gamma c. */
  @ParameterizedTest
  @MethodSource("ddrmpo.learning.tabular.Sample#seeds")
  void aConstantMovesBothOperatorsByGammaTimesIt(long seed) {
    Sample x = Sample.of(seed);
    double[] v = x.value();
    double[] u = v.clone();
    for (int s = 0; s < u.length; s++) {
      u[s] += 5;
    }
    for (Backup backup : Backup.values()) {
      RegularisedBellman bellman = x.bellman(backup);
      double[] moved = bellman.apply(x.tabularPolicy(), v);
      double[] movedOptimal = bellman.applyOptimal(v);
      for (int s = 0; s < u.length; s++) {
        moved[s] += x.gamma() * 5;
        movedOptimal[s] += x.gamma() * 5;
      }
      Values.assertClose(bellman.apply(x.tabularPolicy(), u), moved, ROUNDING);
      Values.assertClose(bellman.applyOptimal(u), movedOptimal, ROUNDING);
    }
  }
}
