package ddrmpo.learning;

import ddrmpo.core.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of a network whose parameters are one {@code float[]}: Linear, layer norm, tanh, then
 * Linear and ELU for each further hidden layer, then a linear head. Forward and backward are
 * written by hand over {@link Kernel}. The input is a state, or a state and an action side by side;
 * the first layer can be computed once a state for many actions at it. Immutable; every array is
 * the caller's, so threads share nothing.
 *
 * <p>Legend: B rows, S states, N actions at a state, O state size, D action size, H first width, Y
 * outputs. Layout: W [O + D, H], b [H], gamma [H], beta [H], then W, b of each further layer.
 */
final class FlatNetwork {
  /** Rows that one block of inference carries through all layers, so that they stay in L2. */
  private static final int BLOCK = 240;

  /** Variance of a hidden layer's weights is this over its outputs. */
  private static final double HIDDEN_VARIANCE = 1.0 / 3;

  /** Variance of the head's weights is this over its inputs: an untrained head says almost 0. */
  private static final double HEAD_VARIANCE = 1e-4;

  private final int stateSize;
  private final int actionSize;
  private final int[] widths;
  private final int[] weightAt;
  private final int[] biasAt;
  private final int gammaAt;
  private final int betaAt;
  private final int parameters;

  /** A network of a state of size O, an action of size D or 0, hidden widths, and Y outputs. */
  FlatNetwork(int stateSize, int actionSize, List<Integer> hidden, int outputs) {
    KernelLibrary.require();
    this.stateSize = stateSize;
    this.actionSize = actionSize;
    int layers = hidden.size() + 1;
    widths = new int[layers + 1];
    widths[0] = stateSize + actionSize;
    for (int l = 0; l < hidden.size(); l++) {
      widths[l + 1] = hidden.get(l);
    }
    widths[layers] = outputs;
    weightAt = new int[layers];
    biasAt = new int[layers];
    int at = 0;
    int norm = 0;
    for (int l = 0; l < layers; l++) {
      weightAt[l] = at;
      biasAt[l] = Math.addExact(at, Math.multiplyExact(widths[l], widths[l + 1]));
      at = Math.addExact(biasAt[l], widths[l + 1]);
      if (l == 0) {
        norm = at;
        at += 2 * widths[1];
      }
    }
    gammaAt = norm;
    betaAt = norm + widths[1];
    parameters = at;
  }

  int parameters() {
    return parameters;
  }

  int outputs() {
    return widths[widths.length - 1];
  }

  int stateSize() {
    return stateSize;
  }

  /** 0 for a network without an action. */
  int actionSize() {
    return actionSize;
  }

  int layers() {
    return weightAt.length;
  }

  /** What goes into layer {@code l} and comes out of the layer before. */
  int width(int l) {
    return widths[l];
  }

  /** Uniform weights, scaled by the layer's width; biases 0; a head near 0. */
  float[] initial(Rng rng) {
    float[] theta = new float[parameters];
    for (int l = 0; l < layers(); l++) {
      double variance =
          l == layers() - 1 ? HEAD_VARIANCE / widths[l] : HIDDEN_VARIANCE / widths[l + 1];
      double limit = Math.sqrt(3 * variance);
      for (int i = weightAt[l]; i < biasAt[l]; i++) {
        theta[i] = (float) rng.uniform(-limit, limit);
      }
    }
    Arrays.fill(theta, gammaAt, betaAt, 1f);
    return theta;
  }

  /** The memory of one forward and backward pass over B rows. Not thread-safe. */
  final class Pass {
    private final int rows;
    private final float[] first;
    private final float[] normal;
    private final float[] inverse;
    private final float[][] outputs;
    private final float[][] gradients;
    private float[] input;

    Pass(int rows) {
      this.rows = rows;
      first = new float[rows * widths[1]];
      normal = new float[rows * widths[1]];
      inverse = new float[rows];
      outputs = new float[layers()][];
      gradients = new float[layers() - 1][];
      for (int l = 0; l < layers(); l++) {
        outputs[l] = new float[rows * widths[l + 1]];
        if (l < layers() - 1) {
          gradients[l] = new float[rows * widths[l + 1]];
        }
      }
    }

    /** From the inputs [B, O + D] to the head's outputs [B, Y]. */
    float[] forward(float[] theta, float[] x) {
      input = x;
      linear(theta, 0, x, Kernel.LINEAR, first);
      Kernel.normTanh(
          rows, widths[1], first, theta, gammaAt, betaAt, normal, inverse, outputs[0]); // [B, H]
      for (int l = 1; l < layers(); l++) {
        linear(theta, l, outputs[l - 1], l < layers() - 1 ? Kernel.ELU : Kernel.LINEAR, outputs[l]);
      }
      return outputs[layers() - 1];
    }

    private void linear(float[] theta, int l, float[] x, int activation, float[] y) {
      Kernel.linear(
          rows,
          widths[l],
          widths[l + 1],
          x,
          0,
          theta,
          weightAt[l],
          theta,
          biasAt[l],
          activation,
          y,
          0);
    }

    /**
     * From the loss's derivative by the outputs [B, Y] to that by each parameter [parameters], and
     * by the inputs [B, O + D] unless that is null.
     */
    void backward(float[] theta, float[] outputGradient, float[] gradient, float[] inputGradient) {
      int head = layers() - 1;
      back(theta, head, outputs[head - 1], outputGradient, gradients[head - 1], gradient);
      for (int l = head - 1; l > 0; l--) {
        Kernel.eluBackward(rows * widths[l + 1], outputs[l], gradients[l]);
        back(theta, l, outputs[l - 1], gradients[l], gradients[l - 1], gradient);
      }
      Kernel.normTanhBackward(
          rows,
          widths[1],
          normal,
          inverse,
          outputs[0],
          theta,
          gammaAt,
          gradient,
          gammaAt,
          betaAt,
          gradients[0]);
      back(theta, 0, input, gradients[0], inputGradient, gradient);
    }

    private void back(float[] theta, int l, float[] x, float[] dy, float[] dx, float[] gradient) {
      Kernel.linearBackward(
          rows,
          widths[l],
          widths[l + 1],
          x,
          theta,
          weightAt[l],
          dy,
          gradient,
          weightAt[l],
          biasAt[l],
          dx);
    }
  }

  /** The memory of inference with up to N actions at a state. Not thread-safe. */
  final class Scratch {
    private final int states;
    private final float[] first;
    private final float[] even;
    private final float[] odd;
    private final double[] moments;

    /** For at most S states a call and N actions at each. */
    Scratch(int states, int actions) {
      this.states = Math.max(1, Math.min(states, BLOCK / actions));
      int widest = 0;
      for (int l = 1; l < widths.length - 1; l++) {
        widest = Math.max(widest, widths[l]);
      }
      first = new float[this.states * widths[1]];
      even = new float[this.states * actions * widest];
      odd = new float[this.states * actions * widest];
      moments = new double[actionSize * (actionSize + 2)];
    }
  }

  /** Outputs [S, Y] at states [S, O], for a network without an action. */
  void outputs(float[] theta, int count, float[] states, float[] into, Scratch scratch) {
    outputs(theta, count, states, 1, states, into, scratch);
  }

  /** Outputs [S, N, Y] at states [S, O] with actions [S, N, D], the state's part once a state. */
  void outputs(
      float[] theta,
      int count,
      float[] states,
      int actionsEach,
      float[] actions,
      float[] into,
      Scratch scratch) {
    int h = widths[1];
    for (int begin = 0; begin < count; begin += scratch.states) {
      int block = Math.min(scratch.states, count - begin);
      int rows = block * actionsEach;
      Kernel.linear(
          block,
          stateSize,
          h,
          states,
          begin * stateSize,
          theta,
          0,
          theta,
          biasAt[0],
          Kernel.LINEAR,
          scratch.first,
          0); // [S, H]
      Kernel.expandNormTanh(
          block,
          actionsEach,
          actionSize,
          h,
          scratch.first,
          0,
          actions,
          begin * actionsEach * actionSize,
          theta,
          stateSize * h,
          gammaAt,
          betaAt,
          scratch.moments,
          scratch.even); // [S N, H]
      float[] x = scratch.even;
      float[] y = scratch.odd;
      for (int l = 1; l < layers(); l++) {
        boolean head = l == layers() - 1;
        Kernel.linear(
            rows,
            widths[l],
            widths[l + 1],
            x,
            0,
            theta,
            weightAt[l],
            theta,
            biasAt[l],
            head ? Kernel.LINEAR : Kernel.ELU,
            head ? into : y,
            head ? begin * actionsEach * outputs() : 0);
        float[] swap = x;
        x = y;
        y = swap;
      }
    }
  }
}
