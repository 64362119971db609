package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.Rng;
import ddrmpo.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReplayTest {
  /** 99.9 % quantile of chi squared with 49 degrees of freedom. */
  private static final double CHI_SQUARED = 85.4;

  @Test
  void everyTransitionIsEquallyLikely() {
    int capacity = 50;
    Replay replay = numbered(capacity, 70); // 20..69 remain
    Replay.Batch batch = new Replay.Batch(50_000, 1, 1, 1);
    replay.sample(batch, new Rng(1));
    int[] counts = new int[capacity];
    for (float reward : batch.rewards) {
      counts[(int) reward - 20]++;
    }
    double expected = batch.size / (double) capacity;
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquared).isLessThan(CHI_SQUARED);
  }

  @Test
  void aTransitionComesBackWhole() {
    Replay replay = new Replay(10, 2, 1, 2);
    replay.add(new float[] {1, 2}, new float[] {3}, 4, 0.5f, new float[] {5, 6, 7, 8});
    Replay.Batch batch = new Replay.Batch(2, 2, 1, 2);
    replay.sample(batch, new Rng(1));
    assertThat(batch.observations).containsExactly(1, 2, 1, 2);
    assertThat(batch.actions).containsExactly(3, 3);
    assertThat(batch.rewards).containsExactly(4, 4);
    assertThat(batch.discounts).containsExactly(0.5f, 0.5f);
    assertThat(batch.successors).as("[M, B, O]").containsExactly(5, 6, 5, 6, 7, 8, 7, 8);
  }

  @Test
  void aRestoredReplayIsTheSame() throws IOException {
    Replay replay = numbered(10_000, 15_000);
    byte[] saved = bytes(replay);
    Replay restored = new Replay(10_000, 1, 1, 1);
    restored.restore(new DataInputStream(new ByteArrayInputStream(saved)));
    assertThat(bytes(restored)).isEqualTo(saved);
    assertThat(restored.size()).isEqualTo(10_000);
    for (Replay r : new Replay[] {replay, restored}) {
      r.add(new float[] {-1}, new float[] {-1}, -1, 1, new float[] {-1});
    }
    assertThat(bytes(restored)).isEqualTo(bytes(replay)).isNotEqualTo(saved);
  }

  @Test
  void anotherReplaysContentIsRefused() {
    byte[] saved = bytes(numbered(10, 5));
    assertThatThrownBy(
            () ->
                new Replay(11, 1, 1, 1)
                    .restore(new DataInputStream(new ByteArrayInputStream(saved))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("replay capacity is 10, not 11");
  }

  @Test
  void notANumberIsRefused() {
    Replay replay = new Replay(10, 1, 1, 1);
    assertThatThrownBy(
            () -> replay.add(new float[] {0}, new float[] {0}, Float.NaN, 1, new float[] {0}))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("reward NaN");
    assertThat(replay.size()).isZero();
  }

  private static Replay numbered(int capacity, int count) {
    Replay replay = new Replay(capacity, 1, 1, 1);
    for (int i = 0; i < count; i++) {
      replay.add(new float[] {i}, new float[] {i}, i, 1, new float[] {i});
    }
    return replay;
  }

  private static byte[] bytes(Replay replay) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      replay.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
