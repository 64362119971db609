package ddrmpo.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/**
 * The layers of a {@link FlatNetwork} as views of its parameters [P], so that a change of those is
 * one of the layers, and the gradient by the layers is one by those.
 *
 * <p>Legend: B rows, S states, N actions at a state, O state size, D action size, H first width, Y
 * outputs. Weights are [out, in], without a copy.
 */
final class DjlLayers {
  private static final float ELU_ALPHA = 1;
  private static final float NORM_EPSILON = 1e-5f;

  private final FlatNetwork network;
  private final NDArray[] weights;
  private final NDArray[] biases;
  private final NDArray gamma; // [H]
  private final NDArray beta; // [H]
  private final NDArray stateWeight; // [H, O]
  private final NDArray actionWeight; // [H, D]

  /** The views belong to the scope. */
  DjlLayers(FlatNetwork network, NDArray theta, NDManager scope) {
    this.network = network;
    NDList pieces = theta.split(ends());
    pieces.attach(scope);
    weights = new NDArray[network.layers()];
    biases = new NDArray[network.layers()];
    int next = 0;
    NDArray[] norm = new NDArray[2];
    for (int l = 0; l < network.layers(); l++) {
      Shape shape = new Shape(network.width(l), network.width(l + 1));
      weights[l] = pieces.get(next++).reshape(shape).transpose();
      biases[l] = pieces.get(next++);
      if (l == 0) {
        norm[0] = pieces.get(next++);
        norm[1] = pieces.get(next++);
      }
    }
    gamma = norm[0];
    beta = norm[1];
    NDList first = weights[0].split(new long[] {network.stateSize()}, 1);
    stateWeight = first.get(0);
    actionWeight = first.get(1);
  }

  /** Where each piece of the parameters but the last one ends. */
  private long[] ends() {
    long[] ends = new long[2 * network.layers() + 1];
    long at = 0;
    int next = 0;
    for (int l = 0; l < network.layers(); l++) {
      int out = network.width(l + 1);
      at += (long) network.width(l) * out;
      ends[next++] = at;
      for (int vectors = l == 0 ? 3 : 1; vectors > 0 && next < ends.length; vectors--) {
        at += out;
        ends[next++] = at;
      }
    }
    return ends;
  }

  /** Outputs [B, Y] at inputs [B, O + D]. */
  NDArray outputs(NDArray inputs) {
    return afterFirst(Linear.linear(inputs, weights[0], biases[0]).head());
  }

  /** Outputs [S N, Y] at states [S, O] with actions [S N, D], the state's part once a state. */
  NDArray outputs(NDArray states, NDArray actions) {
    long s = states.size(0);
    long n = actions.size(0) / s;
    long h = network.width(1);
    NDArray state = Linear.linear(states, stateWeight, biases[0]).head(); // [S, H]
    NDArray sum = Linear.linear(actions, actionWeight).head(); // [S N, H]
    sum.reshape(s, n, h).addi(state.reshape(s, 1, h));
    return afterFirst(sum);
  }

  private NDArray afterFirst(NDArray z) {
    NDArray x =
        LayerNorm.layerNorm(z, new Shape(network.width(1)), gamma, beta, NORM_EPSILON)
            .head()
            .tanh(); // [B, H]
    int head = network.layers() - 1;
    for (int l = 1; l < head; l++) {
      x = Activation.elu(Linear.linear(x, weights[l], biases[l]).head(), ELU_ALPHA);
    }
    return Linear.linear(x, weights[head], biases[head]).head();
  }
}
