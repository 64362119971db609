package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Rng;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionModelTest {
  private static final int O = 3;
  private static final int D = 1;
  private static final List<AnglePair> PAIRS = List.of(new AnglePair(0, 1));

  static Stream<TransitionModel> models() {
    return Stream.of(neural(1, 24, 24), linear(), tree());
  }

  static NeuralTransitionModel neural(long seed, int... hidden) {
    Rng rng = new Rng(seed);
    int[] widths = new int[hidden.length + 2];
    widths[0] = O + D;
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[hidden.length + 1] = O;
    int layers = hidden.length + 1;
    float[][] weights = new float[layers][];
    float[][] biases = new float[layers][];
    for (int l = 0; l < layers; l++) {
      weights[l] = gaussian(rng, widths[l] * widths[l + 1], 1 / Math.sqrt(widths[l]));
      biases[l] = gaussian(rng, widths[l + 1], 0.1);
    }
    Normaliser normaliser =
        new Normaliser(
            new float[] {0.1f, 0.2f, -1, 0},
            new float[] {0.7f, 0.8f, 3, 0.6f},
            new float[] {0, 0.01f, 0},
            new float[] {0.05f, 0.06f, 0.3f});
    return new NeuralTransitionModel(normaliser, PAIRS, widths, weights, biases);
  }

  private static LinearTransitionModel linear() {
    return new LinearTransitionModel(
        O, D, gaussian(new Rng(2), O * (O + D), 0.1), new float[] {0.1f, 0, -0.1f}, PAIRS);
  }

  /** Dimension 2 changes by 1 where the action is at most 0.5 and by -1 elsewhere. */
  private static TreeTransitionModel tree() {
    int leaf = TreeTransitionModel.LEAF;
    TreeTransitionModel.Nodes nodes =
        new TreeTransitionModel.Nodes(
            new int[] {0, 1, 2},
            new int[] {leaf, leaf, 3, leaf, leaf},
            new float[] {0, 0, 0.5f, 1, -1},
            new int[] {-1, -1, 3, -1, -1},
            new int[] {-1, -1, 4, -1, -1});
    return new TreeTransitionModel(O, D, nodes, PAIRS);
  }

  private static float[] gaussian(Rng rng, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * rng.nextGaussian());
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("models")
  void bytesGiveTheSameModel(TransitionModel model) {
    TransitionModel read = TransitionModel.read(model.bytes());

    assertThat(read.kind()).isEqualTo(model.kind());
    assertThat(read.parameters()).isEqualTo(model.parameters()).isPositive();
    assertThat(read.bytes()).isEqualTo(model.bytes());
    assertThat(predictions(read, 100)).isEqualTo(predictions(model, 100));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aRowIsPredictedAloneAsInABatch(TransitionModel model) {
    float[] observations = gaussian(new Rng(3), 100 * O, 1);
    float[] actions = gaussian(new Rng(4), 100 * D, 1);
    float[] together = new float[100 * O];
    model.predict(100, observations, actions, together);

    for (int row = 0; row < 100; row++) {
      float[] alone = new float[O];
      model.predict(
          1,
          Arrays.copyOfRange(observations, row * O, row * O + O),
          Arrays.copyOfRange(actions, row * D, row * D + D),
          alone);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(together, row * O, row * O + O));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pairsAreOnTheUnitCircle(TransitionModel model) {
    float[] next = predictions(model, 100);

    for (int row = 0; row < 100; row++) {
      assertThat(Math.hypot(next[row * O], next[row * O + 1])).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void refusesEveryTruncationAndEveryFlippedByte(TransitionModel model) {
    byte[] bytes = model.bytes();

    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 200) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> TransitionModel.read(truncated))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("truncated")
          .hasMessageContaining("fit it again");
    }
    for (int at = 0; at < bytes.length; at += 1 + bytes.length / 200) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      assertThatThrownBy(() -> TransitionModel.read(flipped))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("fit it again");
    }
  }

  @Test
  void predictsWhatTheFormulaSays() {
    NeuralTransitionModel model =
        new NeuralTransitionModel(
            new Normaliser(
                new float[] {1, 2}, new float[] {2, 4}, new float[] {0.5f}, new float[] {10}),
            List.of(),
            new int[] {2, 2, 1},
            new float[][] {{1, 2, 3, -4}, {0.1f, 0.2f}},
            new float[][] {{0.3f, -0.4f}, {0.5f}});
    float[] next = new float[1];

    model.predict(1, new float[] {2}, new float[] {3}, next);

    double h0 = silu(1 * 0.5 + 3 * 0.25 + 0.3);
    double h1 = silu(2 * 0.5 - 4 * 0.25 - 0.4);
    assertThat((double) next[0])
        .isCloseTo(2 + 0.5 + 10 * (0.1 * h0 + 0.2 * h1 + 0.5), within(1e-5));
  }

  private static double silu(double z) {
    return z / (1 + Math.exp(-z));
  }

  @Test
  void aTreeComparesItsThresholdInclusively() {
    TransitionModel model = tree();
    float[] next = new float[2 * O];

    model.predict(2, new float[] {1, 0, 7, 0, 1, 7}, new float[] {0.5f, Math.nextUp(0.5f)}, next);

    assertThat(next).containsExactly(1, 0, 8, 0, 1, 6);
  }

  @Test
  void refusesTreesThatDoNotEnd() {
    assertThatThrownBy(
            () ->
                new TreeTransitionModel.Nodes(
                    new int[] {0}, new int[] {0}, new float[] {0}, new int[] {0}, new int[] {0}))
        .hasMessage("Cannot go from node 0 to 0 and 0");
  }

  @Test
  void aLearnedSetInterleavesItsMembers() {
    TransitionModel first = neural(1, 24, 24);
    TransitionModel second = neural(2, 24, 24);
    float[] observations = gaussian(new Rng(5), 2 * O, 1);
    float[] actions = gaussian(new Rng(6), 2 * D, 1);
    float[] successors = new float[2 * 2 * O];
    try (LearnedSet set = LearnedSet.of(List.of(first, second), false)) {
      set.successors(2, new double[0], observations, actions, successors);

      assertThat(set.members()).isEqualTo(2);
      assertThat(set.nominalTakesPart()).isFalse();
    }
    float[] next = new float[2 * O];
    first.predict(2, observations, actions, next);
    assertThat(Arrays.copyOfRange(successors, 0, O)).isEqualTo(Arrays.copyOf(next, O));
    assertThat(Arrays.copyOfRange(successors, 2 * O, 3 * O))
        .isEqualTo(Arrays.copyOfRange(next, O, 2 * O));
    second.predict(2, observations, actions, next);
    assertThat(Arrays.copyOfRange(successors, O, 2 * O)).isEqualTo(Arrays.copyOf(next, O));
  }

  @Test
  void aLearnedSetRefusesModelsOfDifferentTasks() {
    TransitionModel other = new LinearTransitionModel(2, 1, new float[6], new float[2], List.of());

    assertThatThrownBy(() -> LearnedSet.of(List.of(linear(), other), false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 observations and 1 actions, 2 and 1");
    assertThatThrownBy(() -> LearnedSet.of(List.of(), false)).isInstanceOf(UserError.class);
  }

  private static float[] predictions(TransitionModel model, int batch) {
    float[] next = new float[batch * O];
    model.predict(
        batch, gaussian(new Rng(7), batch * O, 1), gaussian(new Rng(8), batch * D, 1), next);
    return next;
  }
}
