package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Improvement;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LearnerSettings.Reference;
import ddrmpo.core.Recipe;
import ddrmpo.core.Regulariser;
import ddrmpo.core.Rng;
import ddrmpo.core.SetKind;
import ddrmpo.learning.TrainedNetwork.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both gradients of one whole update of every recipe against central differences, in float64, of
 * losses written anew from the equations. Agreement is to 1e-4 of a gradient's greatest component:
 * the targets pass through two networks in float32.
 */
class RecipeGradientTest {
  private static final double AGREEMENT = 1e-5;
  private static final int B = 5;
  private static final int N = 3;
  private static final int O = 3;
  private static final int D = 2;
  private static final int M = 4;
  private static final List<Integer> HIDDEN = List.of(7, 6);
  private static final double GAMMA = 0.9;
  private static final double TAU = 2;
  private static final double CVAR_LEVEL = 0.5; // of 4 members 2, of 3 one and a half
  private static final double TEMPERATURE = 0.3;
  private static final double ENTROPY = 0.2;
  private static final double PENALTY = 0.3;
  private static final double INITIAL_STDDEV = 0.7;
  private static final double MPO_FLOOR = 0.02; // standard deviations
  private static final double SVG_FLOOR = 0.3;
  private static final DoubleNetwork POLICY = new DoubleNetwork(O, HIDDEN, 2 * D);
  private static final DoubleNetwork CRITIC = new DoubleNetwork(O + D, HIDDEN, 1);

  /** Every recipe with the previous policy as reference, and two with the prior. */
  static Stream<Arguments> recipes() {
    return Stream.concat(
        Recipe.all().stream().map(recipe -> Arguments.of(recipe, Reference.PREVIOUS_POLICY)),
        Stream.of("e-mpo", "re-svg")
            .map(name -> Arguments.of(Recipe.named(name), Reference.PRIOR)));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void wholeUpdate(Recipe recipe, Reference reference) {
    boolean nominalTakesPart = Samples.nominalTakesPart(recipe);
    LearnerSettings settings = Samples.with(settings(), "reference", reference);
    int slots = recipe.set() == SetKind.NONE ? 1 : M;
    Learner learner = Learner.of(recipe, settings, O, D, slots, nominalTakesPart, 0, 12);
    Replay replay = replay(slots);
    for (int i = 0; i < 8; i++) {
      learner.update(replay); // copies after 3 and 6, so that all versions differ
    }
    Before before = new Before(learner);
    assertThat(before.policy).isNotEqualTo(before.targetPolicy);
    assertThat(before.critic).isNotEqualTo(before.targetCritic);
    assertThat(before.referencePolicy).isNotEqualTo(before.targetPolicy);

    UpdateStatistics statistics = learner.update(replay);

    Equations equations =
        new Equations(recipe, reference, nominalTakesPart, slots, before, learner, statistics);
    double[] targets = equations.targets();
    double criticLoss = equations.criticLoss(wide(before.critic), targets);
    assertThat(statistics.criticLoss()).isCloseTo(criticLoss, within(AGREEMENT * criticLoss));
    FiniteDifferences.assertAgrees(
        learner.criticNetwork().gradient(),
        theta -> equations.criticLoss(theta, targets),
        before.critic,
        AGREEMENT);
    double policyLoss = equations.policyLoss(wide(before.policy));
    assertThat(statistics.policyLoss())
        .isCloseTo(policyLoss, within(AGREEMENT * Math.abs(policyLoss)));
    FiniteDifferences.assertAgrees(
        learner.policyNetwork().gradient(), equations::policyLoss, before.policy, AGREEMENT);
  }

  /** Fast networks and multipliers, so that a few updates move all of them apart. */
  private static LearnerSettings settings() {
    LearnerSettings settings = Samples.settings(HIDDEN, N, B);
    settings = Samples.with(settings, "targetPeriod", 3);
    settings = Samples.with(settings, "learningRate", 0.02);
    settings = Samples.with(settings, "dualLearningRate", 0.5);
    settings = Samples.with(settings, "initialTemperature", 0.5);
    settings = Samples.with(settings, "initialAlphaMean", 2.0);
    settings = Samples.with(settings, "initialAlphaStddev", 3.0);
    settings = Samples.with(settings, "initialStddev", INITIAL_STDDEV);
    settings = Samples.with(settings, "minimumStddev", MPO_FLOOR);
    settings = Samples.with(settings, "svgMinimumStddev", SVG_FLOOR);
    settings = Samples.with(settings, "discount", GAMMA);
    settings = Samples.with(settings, "tau", TAU);
    settings = Samples.with(settings, "cvarLevel", CVAR_LEVEL);
    settings = Samples.with(settings, "softMinTemperature", TEMPERATURE);
    settings = Samples.with(settings, "svgEntropy", ENTROPY);
    return Samples.with(settings, "svgActionPenalty", PENALTY);
  }

  /** Random transitions, some of which end or bridge several steps. */
  private static Replay replay(int slots) {
    Rng rng = new Rng(7);
    Replay replay = new Replay(60, O, D, slots);
    for (int i = 0; i < 60; i++) {
      replay.add(
          KernelTest.gaussian(rng, O),
          KernelTest.gaussian(rng, D),
          (float) rng.nextGaussian(),
          new float[] {1, 0.8f, 0}[i % 3],
          KernelTest.gaussian(rng, slots * O));
    }
    return replay;
  }

  /** The parameters that an update starts from. */
  private static final class Before {
    final float[] policy;
    final float[] targetPolicy;
    final float[] referencePolicy;
    final float[] critic;
    final float[] targetCritic;

    Before(Learner learner) {
      policy = learner.policyNetwork().parameters(Version.ONLINE).clone();
      targetPolicy = learner.policyNetwork().parameters(Version.TARGET).clone();
      referencePolicy = learner.policyNetwork().parameters(Version.REFERENCE).clone();
      critic = learner.criticNetwork().parameters(Version.ONLINE).clone();
      targetCritic = learner.criticNetwork().parameters(Version.TARGET).clone();
    }
  }

  /** The losses in float64. */
  private record Equations(
      Recipe recipe,
      Reference reference,
      boolean nominalTakesPart,
      int slots,
      Before before,
      Learner learner,
      UpdateStatistics statistics) {

    /** y = r + gamma discount v(s') [B]. */
    double[] targets() {
      Replay.Batch batch = learner.batch();
      double[] targets = new double[B];
      for (int b = 0; b < B; b++) {
        List<Double> members = new ArrayList<>();
        for (int m = nominalTakesPart ? 0 : 1; m < slots; m++) {
          members.add(successorValue(m, b));
        }
        targets[b] = batch.rewards[b] + GAMMA * batch.discounts[b] * backup(members);
      }
      return targets;
    }

    private double backup(List<Double> v) {
      int k = v.size();
      return switch (recipe.backup()) {
        case NOMINAL -> v.get(0);
        case MIN -> v.stream().min(Comparator.naturalOrder()).orElseThrow();
        case MEAN -> v.stream().mapToDouble(x -> x).sum() / k;
        case CVAR -> // max over c of c - E[(c - v)+] / level, which lies at one of the values
            v.stream()
                .mapToDouble(
                    c -> c - v.stream().mapToDouble(x -> Math.max(0, c - x)).sum() / k / CVAR_LEVEL)
                .max()
                .orElseThrow();
        case SOFT_MIN ->
            -TEMPERATURE
                * Math.log(v.stream().mapToDouble(x -> Math.exp(-x / TEMPERATURE)).sum() / k);
      };
    }

    /** Mean over N of Q'(s'_m, a_n), less tau KL(pi' || reference). */
    private double successorValue(int m, int b) {
      double[] s = DoubleNetwork.widen(learner.batch().successors, (m * B + b) * O, O);
      double sum = 0;
      for (int n = 0; n < N; n++) {
        sum += critic(wide(before.targetCritic), s, targetAction(s, b, n));
      }
      double kl = 0;
      if (recipe.regulariser() == Regulariser.KL) {
        double[][] policy = policy(wide(before.targetPolicy), s);
        double[][] other =
            reference == Reference.PRIOR
                ? new double[][] {new double[D], {1, 1}}
                : policy(wide(before.referencePolicy), s);
        for (int d = 0; d < D; d++) {
          kl += kl(policy[0][d], policy[1][d], other[0][d], other[1][d]);
        }
      }
      return sum / N - TAU * kl;
    }

    /** mu'(s) + sigma'(s) times the update's noise [D]. */
    private double[] targetAction(double[] s, int b, int n) {
      double[][] policy = policy(wide(before.targetPolicy), s);
      double[] action = new double[D];
      for (int d = 0; d < D; d++) {
        action[d] = policy[0][d] + policy[1][d] * learner.noise()[(b * N + n) * D + d];
      }
      return action;
    }

    /** Mean over B of (y - Q(s, a))^2. */
    double criticLoss(double[] theta, double[] targets) {
      Replay.Batch batch = learner.batch();
      double sum = 0;
      for (int b = 0; b < B; b++) {
        double[] s = DoubleNetwork.widen(batch.observations, b * O, O);
        double q = critic(theta, s, DoubleNetwork.widen(batch.actions, b * D, D));
        sum += (targets[b] - q) * (targets[b] - q);
      }
      return sum / B;
    }

    double policyLoss(double[] theta) {
      double sum = 0;
      for (int b = 0; b < B; b++) {
        sum += recipe.improvement() == Improvement.MPO ? mpo(theta, b) : svg(theta, b);
      }
      return sum / B;
    }

    /** At the nominal successor: - sum_n w_n log pi(a_n), decoupled, and the KLs' terms. */
    private double mpo(double[] theta, int b) {
      double eta = statistics.improvement().temperature();
      MpoImprovement multipliers = (MpoImprovement) learner.improvement();
      double[] s = DoubleNetwork.widen(learner.batch().successors, b * O, O);
      double[][] old = policy(wide(before.targetPolicy), s);
      double[][] fresh = policy(theta, s);
      double normaliser = 0;
      double sum = 0;
      for (int n = 0; n < N; n++) {
        double[] a = targetAction(s, b, n);
        double weight = Math.exp(critic(wide(before.targetCritic), s, a) / eta);
        normaliser += weight;
        for (int d = 0; d < D; d++) {
          sum -= weight * logDensity(a[d], fresh[0][d], old[1][d]);
          sum -= weight * logDensity(a[d], old[0][d], fresh[1][d]);
        }
      }
      double loss = sum / normaliser;
      for (int d = 0; d < D; d++) {
        loss += multipliers.alphaMean()[d] * kl(old[0][d], old[1][d], fresh[0][d], old[1][d]);
        loss += multipliers.alphaStddev()[d] * kl(old[0][d], old[1][d], old[0][d], fresh[1][d]);
      }
      return loss;
    }

    /** At the observation: - Q(s, mu + sigma zeta) - alpha H(pi), and the penalty. */
    private double svg(double[] theta, int b) {
      float[] zeta = ((SvgImprovement) learner.improvement()).noise();
      double[] s = DoubleNetwork.widen(learner.batch().observations, b * O, O);
      double[][] policy = policy(theta, s);
      double[] action = new double[D];
      double entropy = 0;
      double penalty = 0;
      for (int d = 0; d < D; d++) {
        action[d] = policy[0][d] + policy[1][d] * zeta[b * D + d];
        penalty += Math.pow(Math.max(0, Math.abs(action[d]) - 1), 2);
        entropy += 0.5 * Math.log(2 * Math.PI * Math.E * policy[1][d] * policy[1][d]);
      }
      return -critic(wide(before.critic), s, action) - ENTROPY * entropy + PENALTY * penalty;
    }

    /** Q(s, a), the action clipped. */
    private static double critic(double[] theta, double[] s, double[] a) {
      double[] x = new double[O + D];
      System.arraycopy(s, 0, x, 0, O);
      for (int d = 0; d < D; d++) {
        x[O + d] = Math.max(-1, Math.min(1, a[d]));
      }
      return CRITIC.outputs(theta, x)[0];
    }

    /** Mean [D], SVG's through tanh, and standard deviation [D] at s. */
    private double[][] policy(double[] theta, double[] s) {
      boolean svg = recipe.improvement() == Improvement.SVG;
      double[] y = POLICY.outputs(theta, s);
      double[][] policy = new double[2][D];
      for (int d = 0; d < D; d++) {
        policy[0][d] = svg ? Math.tanh(y[d]) : y[d];
        double softplus = Math.log1p(Math.exp(y[D + d])) / Math.log(2);
        policy[1][d] = INITIAL_STDDEV * softplus + (svg ? SVG_FLOOR : MPO_FLOOR);
      }
      return policy;
    }
  }

  private static double logDensity(double a, double mean, double stddev) {
    double z = (a - mean) / stddev;
    return -0.5 * z * z - Math.log(stddev * Math.sqrt(2 * Math.PI));
  }

  private static double kl(double m, double s, double m2, double s2) {
    return Math.log(s2 / s) + (s * s + (m - m2) * (m - m2)) / (2 * s2 * s2) - 0.5;
  }

  private static double[] wide(float[] theta) {
    return DoubleNetwork.widen(theta, 0, theta.length);
  }
}
