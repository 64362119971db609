package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatNetworkTest {
  private static final int S = 37;
  private static final int N = 6;
  private static final int O = 4;
  private static final int D = 2;

  @Test
  void theSplitPassIsTheNetworkAtEveryPairOfStateAndAction() {
    for (List<Integer> hidden : List.of(List.of(20), List.of(64, 33), List.of(16, 300, 7))) {
      Rng rng = new Rng(3);
      FlatNetwork network = new FlatNetwork(O, D, hidden, 1);
      float[] theta = KernelTest.gaussian(rng, network.parameters());
      for (int i = 0; i < theta.length; i++) {
        theta[i] *= 0.3f;
      }
      float[] states = KernelTest.gaussian(rng, S * O);
      float[] actions = KernelTest.gaussian(rng, S * N * D);
      float[] outputs = new float[S * N];
      network.outputs(theta, S, states, N, actions, outputs, network.new Scratch(S, N));
      DoubleNetwork reference = new DoubleNetwork(O + D, hidden, 1);
      double[] wide = DoubleNetwork.widen(theta, 0, theta.length);
      for (int row = 0; row < S * N; row++) {
        double[] x = new double[O + D];
        for (int i = 0; i < O; i++) {
          x[i] = states[row / N * O + i];
        }
        for (int d = 0; d < D; d++) {
          x[O + d] = actions[row * D + d];
        }
        assertThat((double) outputs[row]).isCloseTo(reference.outputs(wide, x)[0], within(1e-5));
      }
    }
  }

  @Test
  void anUntrainedNetworkSaysAlmostNothing() {
    FlatNetwork network = new FlatNetwork(O, 0, List.of(64, 64), 3);
    float[] theta = network.initial(new Rng(5));
    float[] states = KernelTest.gaussian(new Rng(6), S * O);
    float[] outputs = new float[S * 3];
    network.outputs(theta, S, states, outputs, network.new Scratch(S, 1));
    for (float output : outputs) {
      assertThat(output).isBetween(-0.05f, 0.05f).isNotZero();
    }
  }
}
