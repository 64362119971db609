package ddrmpo.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ddrmpo.core.FitSettings;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Fits a neural transition model: mean squared error of the normalised change, minibatches drawn
 * with replacement, Adam whose rate decays by a cosine to a hundredth. The number of gradient steps
 * is the same for every size of the dataset, so that size is the only factor. Runs on one thread
 * and gives the same bits beside other fits as alone.
 */
public final class NeuralFit {
  private static final double LAST_RATE = 0.01;

  private final float[] inputs;
  private final float[] targets;
  private final int count;
  private final int[] widths;
  private final FitSettings settings;
  private final Rng rng;

  private NeuralFit(Transitions train, Normaliser normaliser, FitSettings settings, long seed) {
    this.count = train.count();
    this.inputs = normalisedInputs(train, normaliser);
    this.targets = normalisedChanges(train, normaliser);
    this.settings = settings;
    this.rng = Seeds.rng(seed, "fit");
    this.widths = new int[settings.hidden().size() + 2];
    widths[0] = train.observationSize() + train.actionSize();
    for (int l = 0; l < settings.hidden().size(); l++) {
      widths[l + 1] = settings.hidden().get(l);
    }
    widths[widths.length - 1] = train.observationSize();
  }

  /**
   * Fits a model.
   *
   * @param train the transitions; their order is part of the result, see {@link
   *     Transitions#sorted()}
   * @param normaliser of inputs and outputs
   * @param pairs (cos, sin) pairs of the observation
   * @param settings widths, steps, batch, rate
   * @param seed of initial weights and minibatches
   * @param cancelled asked before every gradient step
   * @throws CancellationException once {@code cancelled} says so
   * @throws UserError if there are no transitions or the fit diverges
   */
  public static NeuralTransitionModel fit(
      Transitions train,
      Normaliser normaliser,
      List<AnglePair> pairs,
      FitSettings settings,
      long seed,
      BooleanSupplier cancelled) {
    if (train.count() == 0) {
      throw UserError.data("There are no transitions to fit a model to: generate a dataset first.");
    }
    NeuralFit fit = new NeuralFit(train, normaliser, settings, seed);
    return DjlGradients.compute(manager -> fit.run(manager, normaliser, pairs, cancelled));
  }

  private NeuralTransitionModel run(
      NDManager manager, Normaliser normaliser, List<AnglePair> pairs, BooleanSupplier cancelled) {
    List<NDArray> parameters = initial(manager);
    DjlAdam adam = new DjlAdam(parameters);
    for (int step = 0; step < settings.gradientSteps(); step++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("The fit was cancelled.");
      }
      try (NDManager scope = manager.newSubManager()) {
        DjlGradients.backward(loss(scope, parameters));
        adam.step(learningRate(step));
      }
    }
    return model(parameters, normaliser, pairs);
  }

  /** Weights [out, in] and biases [out] of each layer, uniform in +-1/sqrt(in). */
  private List<NDArray> initial(NDManager manager) {
    List<NDArray> parameters = new ArrayList<>();
    for (int l = 0; l + 1 < widths.length; l++) {
      int in = widths[l];
      int out = widths[l + 1];
      parameters.add(manager.create(uniform(in, in * out), new Shape(out, in)));
      parameters.add(manager.create(uniform(in, out), new Shape(out)));
    }
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    return parameters;
  }

  private float[] uniform(int in, int count) {
    double bound = 1 / Math.sqrt(in);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) rng.uniform(-bound, bound);
    }
    return values;
  }

  private NDArray loss(NDManager scope, List<NDArray> parameters) {
    int batch = settings.batch();
    int in = widths[0];
    int o = widths[widths.length - 1];
    float[] x = new float[batch * in];
    float[] y = new float[batch * o];
    for (int row = 0; row < batch; row++) {
      int drawn = rng.nextInt(count);
      System.arraycopy(inputs, drawn * in, x, row * in, in);
      System.arraycopy(targets, drawn * o, y, row * o, o);
    }
    NDArray hidden = scope.create(x, new Shape(batch, in)); // [B, O + D]
    for (int p = 0; p < parameters.size(); p += 2) {
      NDArray z = Linear.linear(hidden, parameters.get(p), parameters.get(p + 1)).head();
      hidden = p + 2 < parameters.size() ? z.mul(Activation.sigmoid(z)) : z; // SiLU
    }
    NDArray target = scope.create(y, new Shape(batch, o)); // [B, O]
    return hidden.sub(target).square().mean();
  }

  private double learningRate(int step) {
    double cosine = (1 + Math.cos(Math.PI * step / settings.gradientSteps())) / 2;
    return settings.learningRate() * (LAST_RATE + (1 - LAST_RATE) * cosine);
  }

  private NeuralTransitionModel model(
      List<NDArray> parameters, Normaliser normaliser, List<AnglePair> pairs) {
    int layers = widths.length - 1;
    float[][] weights = new float[layers][];
    float[][] biases = new float[layers][];
    for (int l = 0; l < layers; l++) {
      weights[l] =
          transposed(parameters.get(2 * l).toFloatArray(), widths[l + 1], widths[l]); // [in, out]
      biases[l] = parameters.get(2 * l + 1).toFloatArray(); // [out]
      requireFinite(weights[l]);
      requireFinite(biases[l]);
    }
    return new NeuralTransitionModel(normaliser, pairs, widths, weights, biases);
  }

  private void requireFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw UserError.data(
            "The fit to %d transitions diverged: lower fit.learning-rate = %s.",
            count, settings.learningRate());
      }
    }
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }

  private static float[] normalisedInputs(Transitions train, Normaliser n) {
    int o = train.observationSize();
    int d = train.actionSize();
    float[] inputs = new float[Math.multiplyExact(train.count(), o + d)];
    for (int row = 0; row < train.count(); row++) {
      int at = row * (o + d);
      for (int i = 0; i < o; i++) {
        float value = train.observations()[row * o + i];
        inputs[at + i] = (value - n.inputMean()[i]) / n.inputStddev()[i];
      }
      for (int i = 0; i < d; i++) {
        float value = train.actions()[row * d + i];
        inputs[at + o + i] = (value - n.inputMean()[o + i]) / n.inputStddev()[o + i];
      }
    }
    return inputs;
  }

  private static float[] normalisedChanges(Transitions train, Normaliser n) {
    int o = train.observationSize();
    float[] changes = new float[train.count() * o];
    for (int i = 0; i < changes.length; i++) {
      float change = train.nextObservations()[i] - train.observations()[i];
      changes[i] = (change - n.changeMean()[i % o]) / n.changeStddev()[i % o];
    }
    return changes;
  }
}
