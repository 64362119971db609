package ddrmpo.control;

import static ddrmpo.control.Rewards.nearZero;
import static ddrmpo.control.Rewards.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.control.Rewards.Falloff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RewardsTest {

  @ParameterizedTest
  @EnumSource
  void isOneWithinTheBoundsAndTheGivenValueAtTheMargin(Falloff falloff) {
    for (double x : new double[] {-1, 0, 2}) {
      assertThat(tolerance(x, -1, 2, 3, falloff, 0.3)).isEqualTo(1);
    }
    assertThat(tolerance(5, -1, 2, 3, falloff, 0.3)).isCloseTo(0.3, within(1e-15));
    assertThat(tolerance(-4, -1, 2, 3, falloff, 0.3)).isCloseTo(0.3, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource
  void fallsSteadilyAndNeverBelowZero(Falloff falloff) {
    double last = 1;
    for (double x = 0; x < 10; x += 0.01) {
      double reward = tolerance(x, 0, 0, 1, falloff, 0.5);
      assertThat(reward).isBetween(0.0, last);
      last = reward;
    }
  }

  @Test
  void shapesBeyondTheMargin() {
    assertThat(tolerance(2, 0, 0, 1, Falloff.GAUSSIAN, 0.1)).isCloseTo(1e-4, within(1e-18));
    assertThat(tolerance(1.5, 0, 0, 1, Falloff.LINEAR, 0.5)).isEqualTo(0.25);
    assertThat(tolerance(3, 0, 0, 1, Falloff.LINEAR, 0.5)).isZero();
    assertThat(tolerance(0.5, 0, 0, 1, Falloff.QUADRATIC, 0)).isEqualTo(0.75);
    assertThat(tolerance(1.5, 0, 0, 1, Falloff.QUADRATIC, 0)).isZero();
    assertThat(nearZero(-2, 2)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void withoutMarginThereIsNothingOutside() {
    assertThat(tolerance(2 + 1e-12, -1, 2, 0, Falloff.GAUSSIAN, 0.1)).isZero();
    assertThat(tolerance(5, 2, Double.POSITIVE_INFINITY, 0, Falloff.LINEAR, 0.1)).isEqualTo(1);
  }
}
