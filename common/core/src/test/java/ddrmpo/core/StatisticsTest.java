package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double[] VALUES = {2, 4, 4, 4, 5, 5, 7, 9};

  @Test
  void meanAndStandardDeviation() {
    assertThat(Statistics.mean(VALUES)).isEqualTo(5);
    assertThat(Statistics.std(VALUES)).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    assertThat(Statistics.std(new double[] {3})).isZero();
  }

  @Test
  void interquartileMeanCutsAQuarterOffEachEnd() {
    assertThat(Statistics.iqm(VALUES)).isEqualTo((4 + 4 + 5 + 5) / 4.0);
    // Five values: [0.25 * 5, 0.75 * 5] = [1.25, 3.75] holds 0.75 of the second, the third, 0.75 of
    // the fourth.
    assertThat(Statistics.iqm(new double[] {100, 1, 2, 3, -50}))
        .isCloseTo((0.75 * 1 + 2 + 0.75 * 3) / 2.5, within(1e-12));
    assertThat(Statistics.iqm(new double[] {7})).isEqualTo(7);
    assertThat(Statistics.iqm(new double[] {1, 2})).isEqualTo(1.5);
  }

  @Test
  void bootstrapIntervalIsNearTheNormalOneAndRepeatable() {
    Rng normal = Seeds.rng(1, "test");
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 + 2 * normal.nextGaussian();
    }
    Statistics.Interval interval = Statistics.bootstrap(values, 5000, Seeds.rng(2, "bootstrap"));
    double half = 1.96 * Statistics.std(values) / Math.sqrt(values.length);
    assertThat(interval.low()).isCloseTo(Statistics.mean(values) - half, within(0.02));
    assertThat(interval.high()).isCloseTo(Statistics.mean(values) + half, within(0.02));
    assertThat(Statistics.bootstrap(values, 5000, Seeds.rng(2, "bootstrap"))).isEqualTo(interval);
    assertThat(Statistics.bootstrap(new double[] {3}, 10, Seeds.rng(2, "bootstrap")))
        .isEqualTo(new Statistics.Interval(3, 3));
  }

  @Test
  void theIntervalOfAnImprovementHoldsItAndIsRepeatable() {
    double[] a = {3, 5, 7, 4};
    double[] b = {1, 3, 6};
    double probability = Statistics.probabilityOfImprovement(a, b);
    Statistics.Interval interval =
        Statistics.bootstrapImprovement(a, b, 2000, Seeds.rng(2, "bootstrap"));
    assertThat(probability).isBetween(interval.low(), interval.high());
    assertThat(interval.high() - interval.low()).isBetween(0.3, 1.0);
    assertThat(Statistics.bootstrapImprovement(a, b, 2000, Seeds.rng(2, "bootstrap")))
        .isEqualTo(interval);
    assertThat(
            Statistics.bootstrapImprovement(new double[] {9, 8}, b, 100, Seeds.rng(2, "bootstrap")))
        .isEqualTo(new Statistics.Interval(1, 1));
  }

  @Test
  void probabilityOfImprovementIsTheShareOfPairsWon() {
    double[] a = {3, 5};
    double[] b = {1, 3, 6};
    assertThat(Statistics.probabilityOfImprovement(a, b)).isCloseTo(3.5 / 6, within(1e-12));
    assertThat(Statistics.probabilityOfImprovement(b, a)).isCloseTo(2.5 / 6, within(1e-12));
    assertThat(Statistics.probabilityOfImprovement(a, a)).isEqualTo(0.5);
  }

  @Test
  void refusesWhatIsNoScore() {
    assertThatThrownBy(() -> Statistics.mean(new double[] {1, Double.NaN}))
        .isInstanceOf(UserError.class)
        .hasMessage("Cannot summarise the scores [1.0, NaN]: each must be a finite number.");
    assertThatThrownBy(() -> Statistics.iqm(new double[0]))
        .hasMessage("Cannot summarise no scores: evaluate at least one run.");
    assertThatThrownBy(
            () ->
                Statistics.probabilityOfImprovement(
                    new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .isInstanceOf(UserError.class);
  }
}
