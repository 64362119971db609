package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.UserError;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ModelErrorsTest {
  private static final Offset<Double> TOLERANCE = within(1e-5);

  /** The observation grows by the action; the model always adds 0.5. */
  private static final TransitionModel HALF =
      new LinearTransitionModel(1, 1, new float[2], new float[] {0.5f}, List.of());

  private static Transitions counting(int episodes, int steps, float growth) {
    Transitions.Collector collector = new Transitions.Collector(1, 1);
    for (int step = steps - 1; step >= 0; step--) {
      for (int episode = 0; episode < episodes; episode++) {
        float change = step % 2 == 0 ? growth : 0;
        float before = growth * ((step + 1) / 2);
        collector.add(
            new float[] {before},
            new float[] {change},
            new float[] {before + change},
            episode,
            step);
      }
    }
    return collector.transitions();
  }

  @Test
  void oneStepErrorIsRelativeToTheChange() {
    ModelErrors errors = ModelErrors.of(HALF, counting(2, 100, 1), 1000);

    assertThat(errors.oneStepRmse()[0]).isCloseTo(0.5, TOLERANCE);
    // The changes are 0 and 1 in turn; their unbiased deviation is 0.5 sqrt(200 / 199).
    assertThat(errors.oneStepError()[0]).isCloseTo(Math.sqrt(199.0 / 200), TOLERANCE);
    assertThat(errors.heldOut()).isEqualTo(200);
  }

  @Test
  void openLoopErrorIsThatOfTheLastStep() {
    // The model grows half as fast as the data, which grows by 2 every second step.
    ModelErrors errors = ModelErrors.of(HALF, counting(2, 100, 2), 1000);

    assertThat(errors.openLoopRmse10()[0]).isCloseTo(5, TOLERANCE);
    assertThat(errors.openLoopRmse50()[0]).isCloseTo(25, TOLERANCE);
  }

  @Test
  void noWindowCrossesTheEndOfAnEpisode() {
    ModelErrors errors = ModelErrors.of(HALF, counting(3, 20, 2), 7);

    assertThat(errors.openLoopRmse10()[0]).isCloseTo(5, TOLERANCE);
    assertThat(errors.openLoopRmse50()).containsExactly(Double.NaN);
  }

  @Test
  void refusesToMeasureOnNothing() {
    Transitions none = new Transitions.Collector(1, 1).transitions();

    assertThatThrownBy(() -> ModelErrors.of(HALF, none, 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no held-out transitions");
  }
}
