package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LearnerSettings.Engine;
import ddrmpo.core.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The five gradients and the one by a network's inputs, those of the networks on both engines,
 * against central differences, in float64, of losses written anew from the equations. Agreement is
 * to 1e-5 of the gradient's greatest component.
 */
class GradientTest {
  private static final double AGREEMENT = 1e-5;
  private static final int B = 7;
  private static final int N = 5;
  private static final int O = 4;
  private static final int D = 2;
  private static final List<Integer> HIDDEN = List.of(11, 18, 9);

  private final Rng rng = new Rng(31);

  private TrainedNetwork open(Engine engine, FlatNetwork shape) {
    LearnerSettings settings = Samples.with(Samples.settings(HIDDEN, N, B), "engine", engine);
    float[] theta = shape.initial(rng);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += (float) (0.3 * rng.nextGaussian());
    }
    return TrainedNetwork.open(settings, shape, theta, 2, B, 0);
  }

  @ParameterizedTest
  @EnumSource
  void critic(Engine engine) {
    try (TrainedNetwork network = open(engine, new FlatNetwork(O, D, HIDDEN, 1))) {
      critic(network);
    }
  }

  private void critic(TrainedNetwork network) {
    float[] parameters = network.parameters(TrainedNetwork.Version.ONLINE);
    Critic critic = new Critic(network, B, O, D);
    Replay replay = Samples.replay(50, O, D, 1, 8);
    Replay.Batch batch = new Replay.Batch(B, O, D, 1);
    replay.sample(batch, rng);
    double[] targets = new double[B];
    for (int b = 0; b < B; b++) {
      targets[b] = rng.nextGaussian();
    }
    DoubleNetwork reference = new DoubleNetwork(O + D, HIDDEN, 1);
    ToDoubleFunction<double[]> loss =
        theta -> {
          double sum = 0;
          for (int b = 0; b < B; b++) {
            double[] x = new double[O + D];
            for (int i = 0; i < O; i++) {
              x[i] = batch.observations[b * O + i];
            }
            for (int d = 0; d < D; d++) {
              x[O + d] = Math.max(-1, Math.min(1, batch.actions[b * D + d]));
            }
            double error = targets[b] - reference.outputs(theta, x)[0];
            sum += error * error;
          }
          return sum / B;
        };
    double value = critic.loss(batch, targets);
    assertThat(value).isCloseTo(loss.applyAsDouble(wide(parameters)), within(1e-5 * value));
    FiniteDifferences.assertAgrees(network.gradient(), loss, parameters, AGREEMENT);
  }

  @ParameterizedTest
  @EnumSource
  void inputs(Engine engine) {
    float[] x = KernelTest.gaussian(rng, B * (O + D));
    float[] outputGradient = KernelTest.gaussian(rng, B);
    DoubleNetwork reference = new DoubleNetwork(O + D, HIDDEN, 1);
    try (TrainedNetwork network = open(engine, new FlatNetwork(O, D, HIDDEN, 1))) {
      double[] theta = wide(network.parameters(TrainedNetwork.Version.ONLINE));
      ToDoubleFunction<double[]> loss =
          inputs -> {
            double sum = 0;
            for (int b = 0; b < B; b++) {
              double[] row = Arrays.copyOfRange(inputs, b * (O + D), (b + 1) * (O + D));
              sum += outputGradient[b] * reference.outputs(theta, row)[0];
            }
            return sum;
          };
      float[] gradient = new float[x.length];
      float[] y = network.inputGradient(x, outputGradient, gradient);
      for (int b = 0; b < B; b++) {
        double exact = reference.outputs(theta, DoubleNetwork.widen(x, b * (O + D), O + D))[0];
        assertThat((double) y[b]).isCloseTo(exact, within(1e-5));
      }
      FiniteDifferences.assertAgrees(gradient, loss, x, AGREEMENT);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLAT, false", "FLAT, true", "DJL, false", "DJL, true"})
  void policy(Engine engine, boolean tanhMean) {
    GaussianHead head = new GaussianHead(D, tanhMean, 0.7, 1e-2);
    try (TrainedNetwork network = open(engine, Policy.network(O, HIDDEN, head))) {
      policy(network, head);
    }
  }

  private void policy(TrainedNetwork network, GaussianHead head) {
    float[] parameters = network.parameters(TrainedNetwork.Version.ONLINE);
    Actor actor = new Actor(network, head, B);
    MStep mStep = new MStep(B, N, D);
    float[] observations = KernelTest.gaussian(rng, B * O);
    float[] targetMean = KernelTest.gaussian(rng, B * D);
    float[] targetStddev = new float[B * D];
    for (int i = 0; i < B * D; i++) {
      targetStddev[i] = (float) rng.uniform(0.3, 1.5);
    }
    float[] sampled = KernelTest.gaussian(rng, B * N * D);
    EStep eStep = new EStep(B, N);
    eStep.run(KernelTest.gaussian(rng, B * N), 0.6);
    double[] w = eStep.weights();
    double[] alphaMean = {1.7, 0.4};
    double[] alphaStddev = {2.5, 11};
    DoubleNetwork reference = new DoubleNetwork(O, HIDDEN, 2 * D);
    double scale = 0.7 / Math.log1p(Math.exp(0));
    ToDoubleFunction<double[]> loss =
        theta -> {
          double sum = 0;
          for (int b = 0; b < B; b++) {
            double[] y = reference.outputs(theta, DoubleNetwork.widen(observations, b * O, O));
            for (int d = 0; d < D; d++) {
              double mean = head.tanhMean() ? Math.tanh(y[d]) : y[d];
              double stddev = scale * Math.log1p(Math.exp(y[D + d])) + 1e-2;
              double mean0 = targetMean[b * D + d];
              double stddev0 = targetStddev[b * D + d];
              for (int n = 0; n < N; n++) {
                double a = sampled[(b * N + n) * D + d];
                sum -= w[b * N + n] * logDensity(a, mean, stddev0);
                sum -= w[b * N + n] * logDensity(a, mean0, stddev);
              }
              sum += alphaMean[d] * kl(mean0, stddev0, mean, stddev0);
              sum += alphaStddev[d] * kl(mean0, stddev0, mean0, stddev);
            }
          }
          return sum / B;
        };
    actor.forward(observations);
    double value =
        mStep.loss(
            sampled,
            w,
            targetMean,
            targetStddev,
            actor.mean(),
            actor.stddev(),
            alphaMean,
            alphaStddev);
    actor.backward(mStep.meanGradient(), mStep.stddevGradient());
    double exact = loss.applyAsDouble(wide(parameters));
    assertThat(value).isCloseTo(exact, within(1e-5 * Math.abs(exact)));
    FiniteDifferences.assertAgrees(network.gradient(), loss, parameters, AGREEMENT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-16, -1, 0.3, 4, 10})
  void temperature(double free) {
    float[] q = KernelTest.gaussian(rng, B * N);
    double epsilon = 0.1;
    Duals temperature = new Duals(1, free, 1e-2);
    DoubleUnaryOperator dual =
        f -> {
          double eta = eta(f);
          double sum = 0;
          for (int b = 0; b < B; b++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int n = 0; n < N; n++) {
              most = Math.max(most, q[b * N + n]);
            }
            double mean = 0;
            for (int n = 0; n < N; n++) {
              mean += Math.exp((q[b * N + n] - most) / eta) / N;
            }
            sum += most / eta + Math.log(mean);
          }
          return eta * (epsilon + sum / B);
        };
    EStep eStep = new EStep(B, N);
    double eta = temperature.value(0);
    eStep.run(q, eta);
    assertThat(eStep.dual(eta, epsilon)).isCloseTo(dual.applyAsDouble(free), within(1e-9));
    assertAgrees(temperature.freeGradient(0, eStep.dualGradient(epsilon)), dual, free);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, -1, 0.3, 4, 10})
  void klDualOfTheMean(double free) {
    double shift = 0.3;
    double stddev = 0.8;
    assertKlDual(free, 0.01, kl(0.1, stddev, 0.1 + shift, stddev), shift, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, -1, 0.3, 4, 10})
  void klDualOfTheStandardDeviation(double free) {
    assertKlDual(free, 1e-5, kl(0.1, 0.8, 0.1, 0.95), 0, 0.15);
  }

  /** One state and one action dimension, whose KL is known, through the M-step's own KL. */
  private static void assertKlDual(
      double free, double epsilon, double kl, double shift, double stretch) {
    MStep mStep = new MStep(1, 1, 1);
    float[] none = {0};
    mStep.loss(
        none,
        new double[] {1},
        new float[] {0.1f},
        new float[] {0.8f},
        new float[] {(float) (0.1 + shift)},
        new float[] {(float) (0.8 + stretch)},
        new double[] {1},
        new double[] {1});
    double[] found = shift != 0 ? mStep.klMean() : mStep.klStddev();
    assertThat(found[0]).isCloseTo(kl, within(1e-6 * kl));
    double[] gradient = new double[1];
    MStep.alphaGradient(epsilon, found, gradient);
    Duals alpha = new Duals(1, free, 1e-2);
    assertAgrees(alpha.freeGradient(0, gradient[0]), f -> eta(f) * (epsilon - kl), free);
  }

  private static double eta(double free) {
    return Math.log1p(Math.exp(free)) + 1e-8;
  }

  private static double logDensity(double a, double mean, double stddev) {
    double z = (a - mean) / stddev;
    return -0.5 * z * z - Math.log(stddev * Math.sqrt(2 * Math.PI));
  }

  private static double kl(double m, double s, double m2, double s2) {
    return Math.log(s2 / s) + (s * s + (m - m2) * (m - m2)) / (2 * s2 * s2) - 0.5;
  }

  private static void assertAgrees(double gradient, DoubleUnaryOperator f, double at) {
    double h = 1e-4;
    double difference =
        (8 * (f.applyAsDouble(at + h) - f.applyAsDouble(at - h))
                - (f.applyAsDouble(at + 2 * h) - f.applyAsDouble(at - 2 * h)))
            / (12 * h);
    assertThat(gradient).isCloseTo(difference, within(AGREEMENT * Math.abs(difference)));
  }

  private static double[] wide(float[] theta) {
    return DoubleNetwork.widen(theta, 0, theta.length);
  }
}
