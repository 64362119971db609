package ddrmpo.learning.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Backup;
import ddrmpo.core.UserError;
import ddrmpo.learning.BackupOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables refuse, and what they say. */
class FiniteMdpTest {
  private final double[][][][] kernels = {
    {{{0.5, 0.5}, {1, 0}}, {{0, 1}, {0.25, 0.75}}}, {{{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}}
  };
  private final double[][] rewards = {{1, 2}, {3, 4}};
  private final double[][] policy = {{0.5, 0.5}, {1, 0}};
  private final double[][] uniform = {{0.5, 0.5}, {0.5, 0.5}};
  private final BackupOperator min = new BackupOperator(Backup.MIN, 2, 0);

  private FiniteMdp mdp() {
    return new FiniteMdp(kernels, rewards, 0.9);
  }

  private RegularisedBellman bellman(double tau) {
    return new RegularisedBellman(mdp(), min, new TabularPolicy(uniform), tau);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessage(message);
  }

  @Test
  void arraysAreCopied() {
    FiniteMdp mdp = mdp();
    rewards[0][1] = Double.NaN;
    kernels[0][0][0][0] = Double.NaN;
    assertThat(mdp.reward(0, 1)).isEqualTo(2);
    assertThat(mdp.nextValues(new double[] {10, 20})).startsWith(15, 10, 10, 20);
    TabularPolicy table = new TabularPolicy(policy);
    policy[0][0] = Double.NaN;
    assertThat(table.probability(0, 0)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN, Double.POSITIVE_INFINITY})
  void aDiscountThatDoesNotContractIsRefused(double gamma) {
    assertRefused(
        () -> new FiniteMdp(kernels, rewards, gamma),
        "The discount gamma is " + gamma + ": give a number in [0, 1).");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aRewardThatIsNotFiniteIsRefused(double reward) {
    rewards[1][0] = reward;
    assertRefused(
        this::mdp, "The reward in state 1 of action 0 is " + reward + ": give a finite number.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1e-12, Double.NEGATIVE_INFINITY})
  void aKernelThatHoldsNoProbabilityIsRefused(double probability) {
    kernels[1][0][1][0] = probability;
    assertRefused(
        this::mdp,
        "Kernel 1 in state 0 under action 1 holds "
            + probability
            + ": give probabilities of at least 0.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.500001, Double.POSITIVE_INFINITY})
  void aKernelThatDoesNotSumToOneIsRefused(double probability) {
    kernels[0][0][0][1] = probability;
    assertRefused(
        this::mdp,
        "Kernel 0 in state 0 under action 0 sums to "
            + (0.5 + probability)
            + ": give probabilities that sum to 1.");
  }

  @Test
  void aKernelThatSumsToOneToRoundingIsScaled() {
    kernels[0][0][0][1] = 0.5 + 9e-10;
    assertThat(mdp().nextValues(new double[] {1, 1})[0]).isCloseTo(1, within(1e-15));
  }

  @Test
  void sizesThatDisagreeAreRefused() {
    assertRefused(
        () -> new FiniteMdp(new double[0][][][], rewards, 0.9),
        "The process has 0 kernels: give at least one.");
    assertRefused(
        () -> new FiniteMdp(kernels, new double[0][], 0.9),
        "The process has 0 states: give at least one.");
    assertRefused(
        () -> new FiniteMdp(kernels, new double[2][0], 0.9),
        "The process has 0 actions: give at least one.");
    assertRefused(
        () -> new FiniteMdp(kernels, new double[][] {{1, 2}, {3}}, 0.9),
        "The reward table's row of state 1 has 1 actions: give 2.");
    assertRefused(
        () -> new FiniteMdp(kernels, new double[3][2], 0.9), "Kernel 0 has 2 states: give 3.");
    assertRefused(
        () -> new FiniteMdp(kernels, new double[2][3], 0.9),
        "Kernel 0 in state 0 has 2 actions: give 3.");
    kernels[1][1][0] = new double[] {1};
    assertRefused(this::mdp, "Kernel 1 in state 1 under action 0 has 1 probabilities: give 2.");
  }

  @Test
  void aTableThatIsNoPolicyIsRefused() {
    assertRefused(
        () -> new TabularPolicy(new double[0][]),
        "A policy for 0 states is of no use: give a row for each state.");
    assertRefused(
        () -> new TabularPolicy(new double[][] {{0.5, 0.5}, {0.5, 0.4}}),
        "The policy in state 1 sums to 0.9: give probabilities that sum to 1.");
    assertRefused(
        () -> new TabularPolicy(new double[][] {{0.5, 0.5}, {Double.NaN, 1}}),
        "The policy in state 1 holds NaN: give probabilities of at least 0.");
    assertRefused(
        () -> new TabularPolicy(new double[][] {{0.5, 0.5}, {1}}),
        "The policy in state 1 has 1 probabilities: give 2.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aWeightThatIsNoNumberOfAtLeastZeroIsRefused(double tau) {
    assertRefused(() -> bellman(tau), "tau is " + tau + ": give a finite number of at least 0.");
  }

  @Test
  void aReferenceThatNeverTakesAnActionIsRefusedUnlessItDecidesNothing() {
    TabularPolicy reference = new TabularPolicy(policy);
    assertRefused(
        () -> new RegularisedBellman(mdp(), min, reference, 0.5),
        "The reference's probability in state 1 of action 1 is 0: with tau = 0.5 give each action"
            + " one above 0.");
    double[] value = {1, 2};
    TabularPolicy other = new TabularPolicy(uniform);
    assertThat(other.divergence(reference, 1)).isInfinite();
    assertThat(new RegularisedBellman(mdp(), min, reference, 0).apply(other, value))
        .isEqualTo(bellman(0).apply(other, value));
  }

  @Test
  void whatIsNotForTheProcessIsRefused() {
    TabularPolicy other = new TabularPolicy(new double[][] {{1}, {1}, {1}});
    String sizes = " is for 3 states and 1 actions: give one for 2 and 2.";
    assertRefused(() -> new RegularisedBellman(mdp(), min, other, 0.5), "The reference" + sizes);
    assertRefused(() -> bellman(0).apply(other, new double[2]), "The policy" + sizes);
    assertRefused(() -> bellman(0).applyOptimal(new double[3]), "The value has 3 states: give 2.");
    BackupOperator wide = new BackupOperator(Backup.MEAN, 3, 0);
    assertThatThrownBy(() -> new RegularisedBellman(mdp(), wide, new TabularPolicy(uniform), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot back up over 3 slots: kernels = 2");
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedWhereItBeginsAndWhereItEnds() {
    String message = " is %s: start from finite numbers, or scale the rewards down.";
    assertRefused(
        () -> bellman(1).greedy(new double[] {0, Double.NaN}),
        "The value of state 1" + message.formatted("NaN"));
    rewards[1][0] = Double.MAX_VALUE;
    rewards[1][1] = Double.MAX_VALUE;
    assertRefused(
        () -> bellman(0).iterate(new double[2], 1e-6),
        "The value of state 1" + message.formatted("Infinity"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aToleranceThatIsNotAboveZeroIsRefused(double tolerance) {
    assertRefused(
        () -> bellman(0).iterate(new double[2], tolerance),
        "The tolerance is " + tolerance + ": give a number above 0.");
  }

  @Test
  void aToleranceBelowRoundingEndsAllTheSame() {
    double[] value = bellman(1).iterate(new double[2], Double.MIN_VALUE);
    Values.assertClose(bellman(1).applyOptimal(value), value, 1e-12);
  }
}
