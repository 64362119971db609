package ddrmpo.learning;

import ddrmpo.core.ModelKind;
import ddrmpo.core.TaskSpec.AnglePair;
import java.util.List;

/**
 * The change of the observation as a linear function of observation and action, in their own units.
 */
public final class LinearTransitionModel implements TransitionModel {
  private final int observationSize;
  private final int actionSize;
  private final float[] weights;
  private final float[] intercepts;
  private final UnitCircles circles;

  /**
   * A model with these coefficients, which are not copied.
   *
   * @param weights coefficients of the change of each dimension [O, O + D]
   * @param intercepts [O]
   * @param pairs (cos, sin) pairs that are brought back to the unit circle
   */
  public LinearTransitionModel(
      int observationSize,
      int actionSize,
      float[] weights,
      float[] intercepts,
      List<AnglePair> pairs) {
    this(observationSize, actionSize, weights, intercepts, UnitCircles.of(pairs, observationSize));
  }

  private LinearTransitionModel(
      int observationSize,
      int actionSize,
      float[] weights,
      float[] intercepts,
      UnitCircles circles) {
    int inputs = observationSize + actionSize;
    if (observationSize < 1
        || actionSize < 0
        || weights.length != observationSize * inputs
        || intercepts.length != observationSize) {
      throw new IllegalArgumentException(
          "Cannot make a linear model: %d weights and %d intercepts for %d outputs of %d inputs"
              .formatted(weights.length, intercepts.length, observationSize, inputs));
    }
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.weights = weights;
    this.intercepts = intercepts;
    this.circles = circles;
  }

  @Override
  public ModelKind kind() {
    return ModelKind.LINEAR;
  }

  @Override
  public int observationSize() {
    return observationSize;
  }

  @Override
  public int actionSize() {
    return actionSize;
  }

  @Override
  public void predict(int batch, float[] observations, float[] actions, float[] next) {
    int o = observationSize;
    int d = actionSize;
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < o; i++) {
        int w = i * (o + d);
        double change = intercepts[i];
        for (int j = 0; j < o; j++) {
          change += (double) weights[w + j] * observations[row * o + j];
        }
        for (int j = 0; j < d; j++) {
          change += (double) weights[w + o + j] * actions[row * d + j];
        }
        next[row * o + i] = (float) (observations[row * o + i] + change);
      }
    }
    circles.project(batch, next, o);
  }

  @Override
  public long parameters() {
    return (long) weights.length + intercepts.length;
  }

  @Override
  public byte[] bytes() {
    return new TransitionModelFile.Writer()
        .integers(observationSize, actionSize)
        .integers(circles.indices())
        .floats(weights)
        .floats(intercepts)
        .file(kind());
  }

  static LinearTransitionModel read(TransitionModelFile.Reader content) {
    int[] sizes = content.integers();
    UnitCircles circles = UnitCircles.read(content, sizes[0]);
    return new LinearTransitionModel(
        sizes[0], sizes[1], content.floats(), content.floats(), circles);
  }
}
