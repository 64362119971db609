package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Parameter;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import ddrmpo.mujoco.PhysicsException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parameter of every task, alone and all at once. */
class ParametersTest {
  private static final long SEED = 23;

  static Stream<TaskSpec> tasks() {
    return Suite.specs().stream();
  }

  static Stream<Arguments> everyParameter() {
    return tasks()
        .flatMap(spec -> spec.parameters().stream().map(p -> Arguments.of(spec.name(), p)));
  }

  @ParameterizedTest
  @MethodSource("everyParameter")
  void bothEndsOfTheRangeCanBeSteppedAndWhatIsBeyondIsRefused(String task, Parameter parameter) {
    for (double value : List.of(parameter.low(), parameter.standard(), parameter.high())) {
      try (Environment environment = Environment.of(task, parameter.name(), value)) {
        assertThat(steps(environment, 20)).isTrue();
      }
    }
    double beyond = parameter.unit().equals("steps") ? 1 : 1e-9 * (1 + Math.abs(parameter.high()));
    for (double value : List.of(parameter.low() - beyond, parameter.high() + beyond, Double.NaN)) {
      assertThatThrownBy(() -> Environment.of(task, parameter.name(), value))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "%s = %s is not possible in %s: choose a value in [%s, %s] %s.",
              parameter.name(), value, task, parameter.low(), parameter.high(), parameter.unit());
    }
  }

  @ParameterizedTest
  @MethodSource("everyParameter")
  void aParameterChangesWhatHappens(String task, Parameter parameter) {
    double other = parameter.high() == parameter.standard() ? parameter.low() : parameter.high();
    TaskSpec spec = Suite.spec(task);
    double[] standard = new double[spec.observationSize()];
    double[] changed = new double[spec.observationSize()];
    try (Environment one = Environment.of(task, parameter.name(), parameter.standard());
        Environment two = Environment.of(task, parameter.name(), other)) {
      for (int episode = 0; episode < 5; episode++) { // some begin in the air, without contact
        Rng actions = Seeds.rng(SEED, "actions", "" + episode);
        one.reset(Seeds.rng(SEED, "" + episode), standard);
        two.restore(one.qpos(), one.qvel(), changed);
        one.restore(one.qpos(), one.qvel(), standard);
        for (int step = 0; step < 60; step++) {
          double[] action = random(spec, actions);
          one.step(action, standard);
          try {
            two.step(action, changed);
          } catch (PhysicsException e) {
            return; // another motion it is
          }
        }
        if (!Arrays.equals(standard, changed)) {
          return;
        }
      }
    }
    assertThat(changed).isNotEqualTo(standard);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void standardValuesAreTheModelWhateverParameterVaries(TaskSpec spec) {
    double[] one = new double[spec.observationSize()];
    double[] other = new double[spec.observationSize()];
    Parameter first = spec.parameters().get(0);
    for (Parameter parameter : spec.parameters()) {
      try (Environment a = Environment.of(spec.name(), first.name(), first.standard());
          Environment b = Environment.of(spec.name(), parameter.name(), parameter.standard())) {
        a.reset(Seeds.rng(SEED, "start"), one);
        b.reset(Seeds.rng(SEED, "start"), other);
        double[] action = random(spec, Seeds.rng(SEED, "action"));
        a.step(action, one);
        b.step(action, other);
        assertThat(other).as(parameter.name()).isEqualTo(one);
      }
    }
  }

  @Test
  void anUnknownParameterIsAnsweredWithTheList() {
    assertThatThrownBy(() -> Environment.of("pendulum-swingup", "thigh-length", 1))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Task pendulum-swingup has no parameter \"thigh-length\": perturb one of ball-mass, "
                + "pole-length, gravity, actuator-gain, joint-damping, action-delay, "
                + "observation-noise.");
  }

  @Test
  void aDelayIsCountedInWholeSteps() {
    assertThatThrownBy(() -> Environment.of("pendulum-swingup", "action-delay", 1.5))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "action-delay = 1.5 is not possible in pendulum-swingup: choose a whole number of "
                + "steps.");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aDelayedActionActsThatManyStepsLater(TaskSpec spec) {
    int delay = 3;
    Rng rng = Seeds.rng(SEED, "delay");
    double[] prompt = new double[spec.observationSize()];
    double[] delayed = new double[spec.observationSize()];
    double[][] actions = new double[20][];
    Arrays.setAll(actions, i -> random(spec, rng));
    try (Environment now = Environment.of(spec.name(), "action-delay", 0);
        Environment later = Environment.of(spec.name(), "action-delay", delay)) {
      now.reset(Seeds.rng(SEED, "start"), prompt);
      later.reset(Seeds.rng(SEED, "start"), delayed);
      double[] state = new double[now.spec().stateSize()];
      for (int step = 0; step < actions.length; step++) {
        double[] due = step < delay ? new double[spec.actionSize()] : actions[step - delay];
        double reward = now.step(due, prompt);
        assertThat(later.step(actions[step], delayed)).isEqualTo(reward);
        assertThat(delayed).isEqualTo(prompt);
        later.state(state); // the actions on their way travel with the state
        later.reset(rng, delayed);
        later.restore(state, delayed);
      }
    }
  }

  @Test
  void noiseHasItsDeviationAndBelongsToTheState() {
    double sigma = 0.3;
    double[] clean = new double[3];
    double[] noisy = new double[3];
    double[] again = new double[3];
    double squares = 0;
    int steps = 2000;
    try (Environment without = Environment.of("pendulum-swingup", "observation-noise", 0);
        Environment with = Environment.of("pendulum-swingup", "observation-noise", sigma)) {
      without.reset(Seeds.rng(SEED, "start"), clean);
      with.reset(Seeds.rng(SEED, "start"), noisy);
      Rng actions = Seeds.rng(SEED, "actions");
      double[] state = new double[with.spec().stateSize()];
      for (int step = 0; step < steps; step++) {
        double[] action = {actions.uniform(-1, 1)};
        double reward = without.step(action, clean);
        assertThat(with.step(action, noisy)).as("the reward has no noise").isEqualTo(reward);
        for (int o = 0; o < 3; o++) {
          squares += (noisy[o] - clean[o]) * (noisy[o] - clean[o]);
        }
        with.state(state);
        with.restore(state, again);
        assertThat(again).isEqualTo(noisy);
      }
      assertThat(Math.sqrt(squares / (3 * steps))).isCloseTo(sigma, within(0.02));
    }
  }

  @Test
  void thousandsOfDraws() {
    draws(2_000);
  }

  @Test
  @Tag("slow")
  void aHundredThousandDraws() {
    draws(100_000);
  }

  /** All parameters drawn at once: the simulator steps or says that it diverged, and goes on. */
  private static void draws(int count) {
    List<TaskSpec> tasks = tasks().toList();
    int diverged = 0;
    for (int draw = 0; draw < count; draw++) {
      TaskSpec spec = tasks.get(draw % tasks.size());
      Rng rng = Seeds.rng(SEED, "draw", "" + draw);
      List<Double> values =
          spec.parameters().stream()
              .map(
                  p ->
                      p.unit().equals("steps")
                          ? (double) rng.nextInt((int) p.high() + 1)
                          : rng.uniform(p.low(), p.high()))
              .toList();
      try (Environment environment =
          Environment.of(spec.name(), new Parameters(spec.name(), spec.parameters(), values))) {
        if (!steps(environment, 5)) {
          diverged++;
        }
      }
    }
    assertThat(diverged).isLessThan(count / 100);
  }

  /** False if the simulation diverged, which must have been told and must leave it usable. */
  private static boolean steps(Environment environment, int count) {
    TaskSpec spec = environment.spec();
    double[] observation = new double[spec.observationSize()];
    Rng rng = Seeds.rng(SEED, "steps");
    try {
      double before = 0;
      environment.reset(rng, observation);
      for (int step = 1; step <= count; step++) {
        double reward = environment.step(random(spec, rng), observation);
        assertThat(reward).isBetween(0.0, 1.0);
        assertThat(Arrays.stream(observation).allMatch(Double::isFinite)).isTrue();
        assertThat(environment.time()).as("no silent reset").isGreaterThan(before);
        before = environment.time();
      }
      return true;
    } catch (PhysicsException e) {
      environment.restore(environment.qpos(), new double[environment.qvel().length], observation);
      return false;
    }
  }

  private static double[] random(TaskSpec spec, Rng rng) {
    double[] action = new double[spec.actionSize()];
    Arrays.setAll(action, d -> rng.uniform(-1, 1));
    return action;
  }
}
