package ddrmpo.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NStepReturnsTest {
  private static final double GAMMA = 0.9;
  private static final int O = 2;
  private static final int D = 1;

  private final List<Row> rows = new ArrayList<>();

  /** What was added to the replay. */
  private record Row(
      List<Float> observation,
      List<Float> action,
      float reward,
      float discount,
      List<Float> successors) {}

  private static NStepReturns returns(int n) {
    return new NStepReturns(n, GAMMA, O, D);
  }

  /** Step t has observation (t, -t), action t / 10, reward 2^t and two successors of its own. */
  private void step(NStepReturns returns, int t, boolean last) {
    float[] observation = {t, -t};
    float[] action = {t / 10f};
    float[] successors = successors(t);
    returns.add(observation, action, reward(t), successors, last, this::add);
    Arrays.fill(observation, Float.NaN); // the collector's arrays are filled anew
    Arrays.fill(action, Float.NaN);
    Arrays.fill(successors, Float.NaN);
  }

  private static float reward(int t) {
    return 1 << t;
  }

  private static float[] successors(int t) {
    return new float[] {t + 1, -t - 1, t + 0.5f, -t - 0.5f};
  }

  private void add(
      float[] observation, float[] action, float reward, float discount, float[] successors) {
    rows.add(new Row(list(observation), list(action), reward, discount, list(successors)));
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /** A row from step t whose successors are those of a later step. */
  private static void assertRow(Row row, int t, int successor, double reward, double discount) {
    assertThat(row.observation).containsExactly((float) t, (float) -t);
    assertThat(row.action).containsExactly(t / 10f);
    assertThat(row.successors).isEqualTo(list(successors(successor)));
    assertThat((double) row.reward).isCloseTo(reward, within(1e-6 * reward));
    assertThat((double) row.discount).isCloseTo(discount, within(1e-6));
  }

  @Test
  void ofOneStepIsTheStepItself() {
    NStepReturns returns = returns(1);
    for (int t = 0; t < 4; t++) {
      step(returns, t, t == 2);
      assertThat(rows).hasSize(t + 1);
      assertRow(rows.get(t), t, t, reward(t), 1);
      assertThat(rows.get(t).discount).isEqualTo(1f);
    }
  }

  @Test
  void ofThreeStepsAddsDiscountedRewards() {
    NStepReturns returns = returns(3);
    step(returns, 0, false);
    step(returns, 1, false);
    assertThat(rows).isEmpty();
    step(returns, 2, false);
    step(returns, 3, false);
    assertThat(rows).hasSize(2);
    // The target multiplies the discount by gamma once more.
    assertRow(rows.get(0), 0, 2, 1 + 0.9 * 2 + 0.81 * 4, 0.81);
    assertRow(rows.get(1), 1, 3, 2 + 0.9 * 4 + 0.81 * 8, 0.81);
  }

  @Test
  void lastOnesOfAnEpisodeAreShorter() {
    NStepReturns returns = returns(3);
    for (int t = 0; t < 4; t++) {
      step(returns, t, t == 3);
    }
    assertThat(rows).hasSize(4);
    assertRow(rows.get(1), 1, 3, 2 + 0.9 * 4 + 0.81 * 8, 0.81);
    assertRow(rows.get(2), 2, 3, 4 + 0.9 * 8, 0.9);
    assertRow(rows.get(3), 3, 3, 8, 1);
    // Nothing of the episode reaches into the next.
    for (int t = 4; t < 7; t++) {
      step(returns, t, false);
    }
    assertThat(rows).hasSize(5);
    assertRow(rows.get(4), 4, 6, 16 + 0.9 * 32 + 0.81 * 64, 0.81);
  }

  @Test
  void anEpisodeShorterThanTheReturn() {
    NStepReturns returns = returns(5);
    step(returns, 0, false);
    step(returns, 1, true);
    assertThat(rows).hasSize(2);
    assertRow(rows.get(0), 0, 1, 1 + 0.9 * 2, 0.9);
    assertRow(rows.get(1), 1, 1, 2, 1);
  }

  @Test
  void continuesInTheSameBitsInTheMiddleOfAReturn() throws IOException {
    NStepReturns whole = returns(3);
    for (int t = 0; t < 9; t++) {
      step(whole, t, t == 7);
    }
    List<Row> expected = List.copyOf(rows);
    rows.clear();
    NStepReturns saved = returns(3);
    for (int t = 0; t < 4; t++) {
      step(saved, t, false);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saved.save(new DataOutputStream(bytes));
    NStepReturns restored = returns(3);
    restored.add(new float[O], new float[D], 7, new float[2 * O], false, this::add); // forgotten
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int t = 4; t < 9; t++) {
      step(restored, t, t == 7);
    }
    assertThat(rows).isEqualTo(expected);
  }
}
