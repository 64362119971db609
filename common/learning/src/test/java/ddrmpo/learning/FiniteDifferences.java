package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Gradients against central differences of a loss in float64. */
final class FiniteDifferences {
  private static final double H = 1e-5;

  private FiniteDifferences() {}

  /** Every component agrees with its difference, to a share of the greatest of these. */
  static void assertAgrees(
      float[] gradient, ToDoubleFunction<double[]> loss, float[] at, double agreement) {
    double[] x = DoubleNetwork.widen(at, 0, at.length);
    double[] differences = new double[x.length];
    double greatest = 0;
    for (int i = 0; i < x.length; i++) {
      double middle = x[i];
      x[i] = middle + H;
      double above = loss.applyAsDouble(x);
      x[i] = middle - H;
      differences[i] = (above - loss.applyAsDouble(x)) / (2 * H);
      x[i] = middle;
      greatest = Math.max(greatest, Math.abs(differences[i]));
    }
    assertThat(greatest).as("greatest component").isPositive();
    for (int i = 0; i < x.length; i++) {
      assertThat((double) gradient[i])
          .as("component %d", i)
          .isCloseTo(differences[i], within(agreement * greatest));
    }
  }
}
