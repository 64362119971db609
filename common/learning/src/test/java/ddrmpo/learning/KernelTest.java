package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
  @BeforeAll
  static void load() {
    KernelLibrary.require();
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,3,64",
    "5,64,64",
    "13,64,2",
    "7,17,23",
    "64,4,16",
    "250,64,64",
    "300,257,33",
    "241,600,1",
    "33,200,200",
    "6,16,15",
    "8,9,17"
  })
  void linearIsThatOfFloat64(int rows, int in, int out) {
    Rng rng = new Rng(rows * 1000L + in);
    int xAt = 3;
    int wAt = 5;
    int yAt = 2;
    float[] x = gaussian(rng, xAt + rows * in);
    float[] theta = gaussian(rng, wAt + in * out + out);
    float[] y = new float[yAt + rows * out + 4];
    Arrays.fill(y, 99f);
    for (int activation : new int[] {Kernel.LINEAR, Kernel.ELU, Kernel.TANH, Kernel.SILU}) {
      Kernel.linear(rows, in, out, x, xAt, theta, wAt, theta, wAt + in * out, activation, y, yAt);
      for (int r = 0; r < rows; r++) {
        for (int o = 0; o < out; o++) {
          double z = theta[wAt + in * out + o];
          double size = Math.abs(z);
          for (int i = 0; i < in; i++) {
            double term = (double) x[xAt + r * in + i] * theta[wAt + i * out + o];
            z += term;
            size += Math.abs(term);
          }
          assertThat((double) y[yAt + r * out + o])
              .isCloseTo(activated(z, activation), within(5e-7 + 1e-6 * size));
        }
      }
    }
    assertThat(y[yAt - 1]).as("before the result").isEqualTo(99f);
    assertThat(y[yAt + rows * out]).as("behind the result").isEqualTo(99f);
  }

  private static double activated(double z, int activation) {
    return switch (activation) {
      case Kernel.ELU -> z > 0 ? z : Math.expm1(z);
      case Kernel.TANH -> Math.tanh(z);
      case Kernel.SILU -> z / (1 + Math.exp(-z));
      default -> z;
    };
  }

  @Test
  void activationsHaveSmallRelativeErrors() {
    int count = 40_001;
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (i - count / 2) * 5e-4f * (i % 3 == 0 ? 1e-3f : 1f);
    }
    float[] one = {1, 0};
    float[] y = new float[count];
    for (int activation : new int[] {Kernel.ELU, Kernel.TANH, Kernel.SILU}) {
      // One input, weight 1, one output, which takes the general way for these two.
      Kernel.linear(count, 1, 1, x, 0, one, 0, one, 1, activation, y, 0);
      for (int i = 0; i < count; i++) {
        double exact = activated(x[i], activation);
        assertThat((double) y[i]).isCloseTo(exact, within(4e-7 * Math.abs(exact)));
      }
    }
  }

  @Test
  void activationsSaturateAndKeepNaN() {
    float[] x = {-1e30f, Float.NEGATIVE_INFINITY, 1e30f, Float.NaN};
    float[] w = {1, 0};
    float[] y = new float[4];
    Kernel.linear(4, 1, 1, x, 0, w, 0, w, 1, Kernel.TANH, y, 0);
    assertThat(y).containsExactly(-1f, -1f, 1f, Float.NaN);
    Kernel.linear(4, 1, 1, x, 0, w, 0, w, 1, Kernel.ELU, y, 0);
    assertThat(y).containsExactly(-1f, -1f, 1e30f, Float.NaN);
  }

  @ParameterizedTest
  @CsvSource({"64,64", "300,37", "17,1", "9,2"})
  void aRowDoesNotDependOnTheOthers(int in, int out) {
    int rows = 263;
    Rng rng = new Rng(4);
    float[] x = gaussian(rng, rows * in);
    float[] theta = gaussian(rng, in * out + out);
    float[] all = new float[rows * out];
    float[] alone = new float[out];
    Kernel.linear(rows, in, out, x, 0, theta, 0, theta, in * out, Kernel.LINEAR, all, 0);
    for (int r = 0; r < rows; r++) {
      Kernel.linear(1, in, out, x, r * in, theta, 0, theta, in * out, Kernel.LINEAR, alone, 0);
      assertThat(Arrays.copyOfRange(all, r * out, (r + 1) * out)).isEqualTo(alone);
    }
  }

  @Test
  void squaresAddUpInFloat64() {
    float[] x = gaussian(new Rng(6), 1003);
    double sum = 0;
    for (float f : x) {
      sum += (double) f * f;
    }
    assertThat(Kernel.squares(x.length, x)).isCloseTo(sum, within(1e-9));
  }

  static float[] gaussian(Rng rng, int count) {
    float[] values = new float[count];
    rng.fillGaussian(values, count);
    return values;
  }
}
