package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Perturbation;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every registered task, and at every value that a study may name. */
class AllTasksTest {
  private static final long SEED = 11;

  static Stream<TaskSpec> tasks() {
    return Suite.specs().stream();
  }

  static Stream<Arguments> tasksAtEveryValue() {
    return tasks()
        .flatMap(spec -> everyValue(spec.perturbation()).map(value -> Arguments.of(spec, value)));
  }

  private static Stream<Double> everyValue(Perturbation range) {
    Stream<Double> tested = range.tested().stream().map(Perturbation.Tested::value);
    return Stream.concat(tested, Stream.of(range.low(), range.high()));
  }

  private static Environment nominal(TaskSpec spec) {
    return Environment.of(spec.name(), spec.perturbation().nominal());
  }

  private static double[] observationOf(TaskSpec spec) {
    return new double[spec.observationSize()];
  }

  private static double[] randomAction(TaskSpec spec, Rng rng) {
    double[] action = new double[spec.actionSize()];
    Arrays.setAll(action, d -> rng.uniform(-1, 1));
    return action;
  }

  /** Observations (with the reward behind each) of an episode with random actions. */
  private static double[][] episode(Environment environment, long seed, int steps) {
    TaskSpec spec = environment.spec();
    Rng actions = Seeds.rng(seed, "actions");
    double[] observation = observationOf(spec);
    double[][] seen = new double[1 + steps][];
    environment.reset(Seeds.rng(seed, "reset"), observation);
    seen[0] = observation.clone();
    for (int step = 1; step <= steps; step++) {
      double reward = environment.step(randomAction(spec, actions), observation);
      double[] both = Arrays.copyOf(observation, observation.length + 1);
      both[observation.length] = reward;
      seen[step] = both;
    }
    return seen;
  }

  @Test
  void namesAreUnique() {
    assertThat(tasks().map(TaskSpec::name))
        .containsExactly(
            "acrobot-swingup",
            "cartpole-balance",
            "cartpole-swingup",
            "cheetah-run",
            "hopper-hop",
            "hopper-stand",
            "pendulum-swingup",
            "shadow-hand-reorient",
            "walker-run",
            "walker-walk");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void sizesAreTheModels(TaskSpec spec) {
    try (Environment environment = nominal(spec)) {
      assertThat(environment.model().nu()).isEqualTo(spec.actionSize());
      assertThat(environment.model().stateSize() + environment.memory())
          .isEqualTo(spec.stateSize());
      assertThat(environment.qpos()).hasSize(environment.model().nq());
      assertThat(environment.qvel()).hasSize(environment.model().nv());
      assertThat(environment.substeps() * environment.model().timestep())
          .isCloseTo(spec.controlTimestep(), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("tasksAtEveryValue")
  void aWholeEpisodeStaysFiniteAndRewardsStayInRange(TaskSpec spec, double value) {
    try (Environment environment = Environment.of(spec.name(), value)) {
      double[][] seen = episode(environment, SEED, spec.episodeSteps());
      for (double[] row : seen) {
        assertThat(Arrays.stream(row).allMatch(Double::isFinite)).isTrue();
      }
      for (double[] row : Arrays.copyOfRange(seen, 1, seen.length)) {
        assertThat(row[spec.observationSize()]).isBetween(0.0, 1.0);
        for (TaskSpec.AnglePair angle : spec.anglePairs()) {
          assertThat(Math.hypot(row[angle.cos()], row[angle.sin()])).isCloseTo(1, within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasksAtEveryValue")
  void fullActionsInOneDirectionDoNotDiverge(TaskSpec spec, double value) {
    double[] action = new double[spec.actionSize()];
    Arrays.fill(action, 1);
    double[] observation = observationOf(spec);
    try (Environment environment = Environment.of(spec.name(), value)) {
      environment.reset(Seeds.rng(SEED, "reset"), observation);
      for (int step = 0; step < spec.episodeSteps(); step++) {
        assertThat(environment.step(action, observation)).isBetween(0.0, 1.0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void equalSeedsGiveEqualBits(TaskSpec spec) {
    try (Environment first = nominal(spec);
        Environment second = nominal(spec)) {
      double[][] once = episode(first, SEED, spec.episodeSteps());
      assertThat(episode(second, SEED, spec.episodeSteps())).isDeepEqualTo(once);
      assertThat(episode(first, SEED, spec.episodeSteps()))
          .as("the same simulator, used a second time")
          .isDeepEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void startStatesAreRandom(TaskSpec spec) {
    Rng rng = Seeds.rng(SEED, "reset");
    double[] observation = observationOf(spec);
    try (Environment environment = nominal(spec)) {
      List<List<Double>> starts = new ArrayList<>();
      for (int episode = 0; episode < 20; episode++) {
        environment.reset(rng, observation);
        starts.add(Arrays.stream(observation).boxed().toList());
      }
      assertThat(starts).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void noComponentOfTheObservationIsConstant(TaskSpec spec) {
    try (Environment environment = nominal(spec)) {
      List<double[]> seen = new ArrayList<>(); // of two episodes: a goal is constant in one
      seen.addAll(Arrays.asList(episode(environment, SEED, spec.episodeSteps())));
      seen.addAll(Arrays.asList(episode(environment, SEED + 1, spec.episodeSteps())));
      for (int o = 0; o < spec.observationSize(); o++) {
        int component = o;
        assertThat(seen.stream().mapToDouble(row -> row[component]).distinct().count())
            .as(spec.observations().get(o))
            .isGreaterThan(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void arraysAreTheCallersOwn(TaskSpec spec) {
    try (Environment environment = nominal(spec)) {
      double[] first = observationOf(spec);
      environment.reset(Seeds.rng(SEED, "reset"), first);
      double[] qpos = environment.qpos();
      double[] kept = first.clone();
      double[] keptQpos = qpos.clone();
      double[] action = new double[spec.actionSize()];
      Arrays.fill(action, 2);

      environment.step(action, observationOf(spec));
      environment.step(action, observationOf(spec));

      assertThat(first).isEqualTo(kept);
      assertThat(qpos).isEqualTo(keptQpos);
      assertThat(action).as("clipping leaves the caller's action").containsOnly(2);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void actionsBeyondTheRangeActLikeItsEnd(TaskSpec spec) {
    double[] beyond = new double[spec.actionSize()];
    double[] end = new double[spec.actionSize()];
    Arrays.fill(beyond, Double.NEGATIVE_INFINITY);
    Arrays.fill(end, -1);
    double[] one = observationOf(spec);
    double[] other = observationOf(spec);
    try (Environment environment = nominal(spec)) {
      environment.reset(Seeds.rng(SEED, "reset"), one);
      double reward = environment.step(beyond, one);
      environment.reset(Seeds.rng(SEED, "reset"), other);
      assertThat(environment.step(end, other)).isEqualTo(reward);
      assertThat(other).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aRestoredStateContinuesBitForBit(TaskSpec spec) {
    double[] state = new double[spec.stateSize()];
    double[] one = observationOf(spec);
    double[] other = observationOf(spec);
    Rng actions = Seeds.rng(SEED, "actions");
    try (Environment original = nominal(spec);
        Environment copy = nominal(spec)) {
      episode(original, SEED, 137);
      original.state(state);
      original.step(randomAction(spec, actions), one); // leaves a stale action behind
      original.restore(state, one);
      episode(copy, SEED + 1, 20);
      copy.restore(state, other);
      assertThat(other).isEqualTo(one);

      Environment continuous = nominal(spec);
      try (continuous) {
        double[] uninterrupted = episode(continuous, SEED, 137)[137];
        assertThat(Arrays.copyOf(uninterrupted, one.length)).isEqualTo(one);
        for (int step = 0; step < 500; step++) {
          double[] action = randomAction(spec, actions);
          double[] reference = observationOf(spec);
          double reward = continuous.step(action, reference);
          assertThat(original.step(action, one)).isEqualTo(reward);
          assertThat(copy.step(action, other)).isEqualTo(reward);
          assertThat(one).isEqualTo(reference);
          assertThat(other).isEqualTo(reference);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void positionAndVelocityAreRestored(TaskSpec spec) {
    double[] one = observationOf(spec);
    double[] other = observationOf(spec);
    try (Environment environment = nominal(spec)) {
      episode(environment, SEED, 50);
      double[] qpos = environment.qpos();
      double[] qvel = environment.qvel();
      environment.restore(qpos, qvel, one);
      assertThat(environment.qpos()).isEqualTo(qpos);
      assertThat(environment.qvel()).isEqualTo(qvel);
      environment.reset(Seeds.rng(SEED, "another"), other);
      environment.restore(qpos, qvel, other);
      assertThat(other).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void stepsAllocateNothing(TaskSpec spec) {
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] observation = observationOf(spec);
    double[] action = new double[spec.actionSize()];
    int steps = 20_000;
    try (Environment environment = nominal(spec)) {
      environment.reset(Seeds.rng(SEED, "reset"), observation);
      for (int step = 0; step < steps; step++) {
        environment.step(action, observation);
      }
      long before = memory.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < steps; step++) {
        environment.step(action, observation);
      }
      assertThat(memory.getCurrentThreadAllocatedBytes() - before)
          .as("bytes in %s steps", steps)
          .isLessThan(steps);
    }
  }
}
