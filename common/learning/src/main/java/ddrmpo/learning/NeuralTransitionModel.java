package ddrmpo.learning;

import ddrmpo.core.ModelKind;
import ddrmpo.core.TaskSpec.AnglePair;
import java.util.Arrays;
import java.util.List;

/**
 * A multi-layer perceptron on the normalised observation and action that predicts the normalised
 * change of the observation; between its layers stands SiLU, which is smooth as the dynamics are.
 * {@link NeuralFit} makes it.
 */
public final class NeuralTransitionModel implements TransitionModel {
  /** Rows that pass through all layers together, so that they stay in the nearest cache. */
  private static final int BLOCK = 60;

  private final Normaliser normaliser;
  private final UnitCircles circles;
  private final int[] widths;
  private final float[][] weights;
  private final float[][] biases;
  private final float[] input;
  private final float[] output;

  /**
   * A network of L layers; the arrays are not copied.
   *
   * @param normaliser of inputs and outputs
   * @param pairs (cos, sin) pairs that are brought back to the unit circle
   * @param widths O + D, the widths of the hidden layers, O [L + 1]
   * @param weights of layer l, input-major [L][widths(l), widths(l + 1)]
   * @param biases of layer l [L][widths(l + 1)]
   */
  public NeuralTransitionModel(
      Normaliser normaliser,
      List<AnglePair> pairs,
      int[] widths,
      float[][] weights,
      float[][] biases) {
    this(normaliser, UnitCircles.of(pairs, normaliser.observationSize()), widths, weights, biases);
  }

  private NeuralTransitionModel(
      Normaliser normaliser,
      UnitCircles circles,
      int[] widths,
      float[][] weights,
      float[][] biases) {
    KernelLibrary.require();
    int layers = widths.length - 1;
    if (layers < 1 || weights.length != layers || biases.length != layers) {
      throw new IllegalArgumentException(
          "Cannot make a network: %d widths, %d weights, %d biases"
              .formatted(widths.length, weights.length, biases.length));
    }
    if (widths[0] != normaliser.inputMean().length
        || widths[layers] != normaliser.observationSize()) {
      throw new IllegalArgumentException(
          "Cannot make a network: widths %s for %d inputs and %d outputs"
              .formatted(
                  Arrays.toString(widths),
                  normaliser.inputMean().length,
                  normaliser.observationSize()));
    }
    for (int l = 0; l < layers; l++) {
      if (widths[l + 1] < 1
          || weights[l].length != widths[l] * widths[l + 1]
          || biases[l].length != widths[l + 1]) {
        throw new IllegalArgumentException(
            "Cannot make a network: layer %d has %d weights and %d biases for widths %s"
                .formatted(l, weights[l].length, biases[l].length, Arrays.toString(widths)));
      }
    }
    this.normaliser = normaliser;
    this.circles = circles;
    this.widths = widths;
    this.weights = weights;
    this.biases = biases;
    int widest = Arrays.stream(widths).max().orElseThrow();
    this.input = new float[BLOCK * widest];
    this.output = new float[BLOCK * widest];
  }

  @Override
  public ModelKind kind() {
    return ModelKind.NEURAL;
  }

  @Override
  public int observationSize() {
    return normaliser.observationSize();
  }

  @Override
  public int actionSize() {
    return normaliser.actionSize();
  }

  /** The statistics by which inputs and outputs are normalised. */
  public Normaliser normaliser() {
    return normaliser;
  }

  @Override
  public void predict(int batch, float[] observations, float[] actions, float[] next) {
    for (int begin = 0; begin < batch; begin += BLOCK) {
      predictBlock(begin, Math.min(BLOCK, batch - begin), observations, actions, next);
    }
    circles.project(batch, next, observationSize());
  }

  private void predictBlock(
      int begin, int rows, float[] observations, float[] actions, float[] next) {
    float[] from = input;
    float[] into = output;
    normalise(begin, rows, observations, actions, from); // [rows, O + D]
    int layers = weights.length;
    for (int l = 0; l < layers; l++) {
      int activation = l < layers - 1 ? Kernel.SILU : Kernel.LINEAR;
      Kernel.linear(
          rows,
          widths[l],
          widths[l + 1],
          from,
          0,
          weights[l],
          0,
          biases[l],
          0,
          activation,
          into,
          0);
      float[] swap = from;
      from = into;
      into = swap;
    }
    int o = observationSize();
    float[] mean = normaliser.changeMean();
    float[] stddev = normaliser.changeStddev();
    for (int row = 0; row < rows; row++) {
      int at = (begin + row) * o;
      for (int i = 0; i < o; i++) {
        next[at + i] = observations[at + i] + (mean[i] + stddev[i] * from[row * o + i]);
      }
    }
  }

  private void normalise(int begin, int rows, float[] observations, float[] actions, float[] into) {
    int o = observationSize();
    int d = actionSize();
    float[] mean = normaliser.inputMean();
    float[] stddev = normaliser.inputStddev();
    for (int row = 0; row < rows; row++) {
      int at = row * (o + d);
      for (int i = 0; i < o; i++) {
        into[at + i] = (observations[(begin + row) * o + i] - mean[i]) / stddev[i];
      }
      for (int i = 0; i < d; i++) {
        into[at + o + i] = (actions[(begin + row) * d + i] - mean[o + i]) / stddev[o + i];
      }
    }
  }

  @Override
  public long parameters() {
    long parameters = 0;
    for (int l = 0; l < weights.length; l++) {
      parameters += weights[l].length + biases[l].length;
    }
    return parameters;
  }

  @Override
  public byte[] bytes() {
    TransitionModelFile.Writer writer =
        new TransitionModelFile.Writer()
            .integers(widths)
            .integers(circles.indices())
            .floats(normaliser.inputMean())
            .floats(normaliser.inputStddev())
            .floats(normaliser.changeMean())
            .floats(normaliser.changeStddev());
    for (int l = 0; l < weights.length; l++) {
      writer.floats(weights[l]).floats(biases[l]);
    }
    return writer.file(kind());
  }

  static NeuralTransitionModel read(TransitionModelFile.Reader content) {
    int[] widths = content.integers();
    UnitCircles circles = UnitCircles.read(content, widths[widths.length - 1]);
    Normaliser normaliser =
        new Normaliser(content.floats(), content.floats(), content.floats(), content.floats());
    int layers = widths.length - 1;
    float[][] weights = new float[layers][];
    float[][] biases = new float[layers][];
    for (int l = 0; l < layers; l++) {
      weights[l] = content.floats();
      biases[l] = content.floats();
    }
    return new NeuralTransitionModel(normaliser, circles, widths, weights, biases);
  }
}
