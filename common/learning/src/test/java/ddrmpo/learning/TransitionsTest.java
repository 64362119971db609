package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.UserError;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  @Test
  void sortsByEpisodeAndStep() {
    Transitions.Collector collector = new Transitions.Collector(1, 1);
    int[][] order = {{1, 0}, {0, 1}, {1, 1}, {0, 0}};
    for (int[] row : order) {
      float value = 10 * row[0] + row[1];
      collector.add(
          new float[] {value}, new float[] {2 * value}, new float[] {value + 1}, row[0], row[1]);
    }

    Transitions sorted = collector.transitions().sorted();

    assertThat(sorted.observations()).containsExactly(0, 1, 10, 11);
    assertThat(sorted.actions()).containsExactly(0, 2, 20, 22);
    assertThat(sorted.nextObservations()).containsExactly(1, 2, 11, 12);
    assertThat(sorted.episodes()).containsExactly(0, 0, 1, 1);
    assertThat(sorted.steps()).containsExactly(0, 1, 0, 1);
  }

  @Test
  void refusesWhatIsNotANumber() {
    Transitions.Collector collector = new Transitions.Collector(1, 1);

    assertThatThrownBy(
            () -> collector.add(new float[1], new float[] {Float.NaN}, new float[1], 3, 17))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("The action of episode 3, step 17 holds NaN");
    assertThatThrownBy(() -> collector.add(new float[2], new float[1], new float[1], 3, 17))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 numbers instead of 1");
  }

  @Test
  void normaliserHasTheFloor() {
    Transitions.Collector collector = new Transitions.Collector(2, 1);
    collector.add(new float[] {1, 5}, new float[] {0}, new float[] {2, 5}, 0, 0);
    collector.add(new float[] {3, 5}, new float[] {0}, new float[] {6, 5}, 0, 1);

    Normaliser normaliser = Normaliser.of(collector.transitions(), 0.25);

    assertThat(normaliser.inputMean()).containsExactly(2, 5, 0);
    assertThat(normaliser.inputStddev()).containsExactly((float) Math.sqrt(2), 0.25f, 0.25f);
    assertThat(normaliser.changeMean()).containsExactly(2, 0);
    assertThat(normaliser.changeStddev()).containsExactly((float) Math.sqrt(2), 0.25f);
  }

  @Test
  void oneTransitionIsEnoughForANormaliser() {
    Transitions.Collector collector = new Transitions.Collector(1, 1);
    collector.add(new float[] {1}, new float[] {0}, new float[] {2}, 0, 0);

    assertThat(Normaliser.of(collector.transitions(), 1e-3).changeStddev()[0])
        .isCloseTo(1e-3f, within(0f));
  }

  @Test
  void aSmallerSubsetIsInsideALargerOne() {
    Transitions all = AnalyticDynamics.PENDULUM.episodes(1.0, 4, 50, 1);

    Transitions small = AnalyticDynamics.subset(all, 10, 2);
    Transitions large = AnalyticDynamics.subset(all, 100, 2);

    assertThat(large.episodes()).startsWith(small.episodes());
    assertThat(large.steps()).startsWith(small.steps());
  }
}
