package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final int B = 300;
  private static final int O = 5;
  private static final int D = 2;

  private final Policy policy = trained();
  private final float[] observations = KernelTest.gaussian(new Rng(3), B * O);

  private static Policy trained() {
    Learner learner =
        Learner.of(
            Recipe.named("mpo"), Samples.settings(List.of(32, 32), 5, 16), O, D, 1, true, 0, 1);
    Replay replay = Samples.replay(500, O, D, 1, 2);
    for (int i = 0; i < 50; i++) {
      learner.update(replay);
    }
    return learner.policy();
  }

  @Test
  void aFileReadBackActsTheSame() {
    Policy read = Policy.read(policy.bytes());
    assertThat(read.bytes()).isEqualTo(policy.bytes());
    assertThat(read.observationSize()).isEqualTo(O);
    assertThat(read.actionSize()).isEqualTo(D);
    assertThat(mean(read)).isEqualTo(mean(policy));
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] file = policy.bytes();
    for (int length : new int[] {0, 3, 40, file.length / 2, file.length - 1}) {
      assertRefused(Arrays.copyOf(file, length));
    }
    byte[] flipped = file.clone();
    flipped[file.length / 2] ^= 1;
    assertRefused(flipped);
  }

  private static void assertRefused(byte[] file) {
    assertThatThrownBy(() -> Policy.read(file))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(UserError.DATA))
        .hasMessageContaining(file.length + " bytes");
  }

  @Test
  void parametersThatAreNotFiniteAreRefused() {
    GaussianHead head = new GaussianHead(1, false, 0.7, 0);
    float[] theta = new float[Policy.network(1, List.of(4), head).parameters()];
    theta[2] = Float.NaN;
    byte[] file = new Policy(1, List.of(4), head, theta).bytes();
    assertThatThrownBy(() -> Policy.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not finite");
  }

  @Test
  void aStatesActionDoesNotDependOnTheBatch() {
    float[] all = mean(policy);
    float[] alone = new float[D];
    for (int b = 0; b < B; b++) {
      policy.mean(1, Arrays.copyOfRange(observations, b * O, (b + 1) * O), alone);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(all, b * D, (b + 1) * D));
    }
  }

  @Test
  void threadsShareAPolicy() {
    float[] expected = mean(policy);
    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> mean(policy)))
        .allSatisfy(actions -> assertThat(actions).isEqualTo(expected));
  }

  @Test
  void drawnActionsLieAroundTheMeanInsideTheBounds() {
    int draws = 20_000;
    float[] same = new float[draws * O];
    float[] mean = new float[draws * D];
    float[] drawn = new float[draws * D];
    policy.mean(draws, same, mean);
    policy.sample(draws, same, new Rng(9), drawn);
    double difference = 0;
    for (int i = 0; i < draws * D; i++) {
      assertThat(drawn[i]).isBetween(-1f, 1f);
      difference += (drawn[i] - mean[i]) / (double) (draws * D);
    }
    assertThat(difference).isCloseTo(0, within(0.05));
    assertThat(drawn).isNotEqualTo(mean);
  }

  private float[] mean(Policy policy) {
    float[] actions = new float[B * D];
    policy.mean(B, observations, actions);
    return actions;
  }
}
