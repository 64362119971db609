package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LearnerSettings.Engine;
import ddrmpo.core.Recipe;
import ddrmpo.core.Regulariser;
import ddrmpo.core.Rng;
import ddrmpo.core.SetKind;
import ddrmpo.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerTest {
  private static final int O = 4;
  private static final int D = 2;
  private static final LearnerSettings SETTINGS = Samples.settings(List.of(24, 20), 6, 16);

  /** Every recipe on the flat engine, and two on the other. */
  static Stream<Arguments> recipes() {
    return Stream.concat(
        Recipe.all().stream().map(recipe -> Arguments.of(Engine.FLAT, recipe)),
        Stream.of("mpo", "re-mpo").map(name -> Arguments.of(Engine.DJL, Recipe.named(name))));
  }

  private static int slots(Recipe recipe) {
    return recipe.set() == SetKind.NONE ? 1 : 3;
  }

  private static Learner learner(Recipe recipe, long seed) {
    return learner(Engine.FLAT, recipe, seed);
  }

  private static Learner learner(Engine engine, Recipe recipe, long seed) {
    LearnerSettings settings = Samples.with(SETTINGS, "engine", engine);
    boolean nominalTakesPart = Samples.nominalTakesPart(recipe);
    return Learner.of(recipe, settings, O, D, slots(recipe), nominalTakesPart, 0, seed);
  }

  private static Replay replay(Recipe recipe) {
    return Samples.replay(400, O, D, slots(recipe), 77);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeLearnsItsCriticAndContinuesBitByBit(Engine engine, Recipe recipe)
      throws IOException {
    try (Learner learner = learner(engine, recipe, 5);
        Learner restored = learner(engine, recipe, 6)) {
      learnsAndContinues(learner, restored, recipe);
    }
  }

  private static void learnsAndContinues(Learner learner, Learner restored, Recipe recipe)
      throws IOException {
    Replay replay = replay(recipe);
    float[] action = new float[D];
    UpdateStatistics first = learner.update(replay);
    for (int i = 0; i < 249; i++) {
      learner.update(replay);
      learner.act(new float[O], action);
    }
    byte[] saved = bytes(learner);
    restored.restore(new DataInputStream(new ByteArrayInputStream(saved)));
    assertThat(bytes(restored)).isEqualTo(saved);
    UpdateStatistics last = null;
    float[] restoredAction = new float[D];
    for (int i = 0; i < 130; i++) {
      last = learner.update(replay);
      assertThat(restored.update(replay))
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class) // NaN is NaN
          .isEqualTo(last);
      learner.act(new float[O], action);
      restored.act(new float[O], restoredAction);
      assertThat(restoredAction).isEqualTo(action);
    }
    assertThat(bytes(restored)).isEqualTo(bytes(learner)).isNotEqualTo(saved);
    assertThat(restored.updates()).isEqualTo(380);
    assertThat(last.criticLoss()).isFinite().isLessThan(first.criticLoss());
    assertThat(last.minimumAt()).hasSize(slots(recipe));
    assertThat(java.util.Arrays.stream(last.minimumAt()).sum())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    if (!Samples.nominalTakesPart(recipe)) {
      assertThat(last.minimumAt()[0]).isZero();
    }
  }

  static Stream<Recipe> physicsRecipes() {
    return Recipe.all().stream().filter(recipe -> recipe.set() == SetKind.PHYSICS);
  }

  /** The recipe of the same regulariser and improvement that guards against nothing. */
  private static Recipe unguarded(Recipe recipe) {
    String e = recipe.regulariser() == Regulariser.KL ? "e-" : "";
    return Recipe.named(e + recipe.improvement().text());
  }

  @ParameterizedTest
  @MethodSource("physicsRecipes")
  void withIdenticalMembersEveryBackupIsTheNominalOne(Recipe recipe) {
    Replay one = new Replay(300, O, D, 1);
    Replay three = new Replay(300, O, D, 3);
    Rng rng = new Rng(4);
    for (int i = 0; i < 300; i++) {
      float[] observation = KernelTest.gaussian(rng, O);
      float[] action = KernelTest.gaussian(rng, D);
      float[] successor = KernelTest.gaussian(rng, O);
      float[] successors = new float[3 * O];
      for (int m = 0; m < 3; m++) {
        System.arraycopy(successor, 0, successors, m * O, O);
      }
      float reward = (float) rng.nextDouble();
      one.add(observation, action, reward, 1, successor);
      three.add(observation, action, reward, 1, successors);
    }
    Learner nominal = learner(unguarded(recipe), 9);
    Learner robust = learner(recipe, 9);
    for (int i = 0; i < 220; i++) {
      nominal.update(one);
      robust.update(three);
    }
    assertThat(bytes(robust)).isEqualTo(bytes(nominal));
  }

  @Test
  void withoutWeightTheRegulariserIsNone() {
    LearnerSettings free = Samples.with(SETTINGS, "tau", 0.0);
    Replay replay = replay(Recipe.named("r-mpo"));
    Learner plain = learner(Recipe.named("r-mpo"), 2);
    Learner weightless = Learner.of(Recipe.named("re-mpo"), free, O, D, 3, true, 0, 2);
    Learner regularised = learner(Recipe.named("re-mpo"), 2);
    for (int i = 0; i < 220; i++) {
      plain.update(replay);
      weightless.update(replay);
      regularised.update(replay);
    }
    assertThat(bytes(weightless)).isEqualTo(bytes(plain));
    assertThat(bytes(regularised)).isNotEqualTo(bytes(plain));
  }

  @Test
  void theFixedPriorLowersValues() {
    LearnerSettings prior = Samples.with(SETTINGS, "reference", LearnerSettings.Reference.PRIOR);
    Replay replay = replay(Recipe.named("e-mpo"));
    Learner regularised = Learner.of(Recipe.named("e-mpo"), prior, O, D, 1, true, 0, 2);
    Learner plain = learner(Recipe.named("mpo"), 2);
    double difference = 0;
    for (int i = 0; i < 600; i++) {
      difference = plain.update(replay).q() - regularised.update(replay).q();
    }
    assertThat(difference).isPositive();
  }

  @Test
  void learnersInThreadsAreAsAlone() {
    Recipe recipe = Recipe.named("re-mpo");
    List<byte[]> alone = IntStream.range(0, 2).mapToObj(i -> trained(recipe, i)).toList();
    List<byte[]> together =
        IntStream.range(0, 2).parallel().mapToObj(i -> trained(recipe, i)).toList();
    assertThat(together.get(0)).isEqualTo(alone.get(0)).isNotEqualTo(alone.get(1));
    assertThat(together.get(1)).isEqualTo(alone.get(1));
  }

  private static byte[] trained(Recipe recipe, long seed) {
    Learner learner = learner(recipe, seed);
    Replay replay = replay(recipe);
    for (int i = 0; i < 300; i++) {
      learner.update(replay);
    }
    return bytes(learner);
  }

  @Test
  void divergenceIsToldAndLeavesThePolicyFinite() {
    Replay replay = new Replay(10, O, D, 1);
    float[] huge = new float[O];
    java.util.Arrays.fill(huge, Float.MAX_VALUE);
    replay.add(huge, new float[D], 1, 1, huge);
    Learner learner = learner(Recipe.named("mpo"), 1);
    byte[] before = learner.policy().bytes();
    assertThatThrownBy(() -> learner.update(replay))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith("Update 0 diverged: its ");
    assertThat(learner.policy().bytes()).isEqualTo(before);
    assertThat(learner.updates()).isZero();
  }

  @Test
  void anOverflownStepIsToldBeforeItIsSavedOrActedOn() {
    LearnerSettings reckless = Samples.with(SETTINGS, "learningRate", 3e38);
    Learner learner = Learner.of(Recipe.named("mpo"), reckless, O, D, 1, true, 0, 1);
    learner.requireFinite();
    Replay replay = replay(Recipe.named("mpo"));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 5; i++) {
                learner.update(replay);
                learner.requireFinite();
              }
            })
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("'s parameter is ");
    assertThatThrownBy(() -> learner.act(new float[] {1, -1, 2, 3}, new float[D]))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("diverged: its action is NaN");
  }

  @Test
  void anotherLearnersCheckpointIsRefused() {
    byte[] saved = bytes(learner(Recipe.named("mpo"), 1));
    Learner wider = Learner.of(Recipe.named("mpo"), SETTINGS, O + 1, D, 1, true, 0, 1);
    assertThatThrownBy(() -> wider.restore(new DataInputStream(new ByteArrayInputStream(saved))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("array length");
  }

  @Test
  void anUpdateAllocatesOnlyItsStatistics() {
    Recipe recipe = Recipe.named("re-mpo");
    Learner learner = learner(recipe, 1);
    Replay replay = replay(recipe);
    for (int i = 0; i < 200; i++) {
      learner.update(replay);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      learner.update(replay);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 100).isLessThan(1000);
  }

  private static byte[] bytes(Learner learner) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      learner.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
