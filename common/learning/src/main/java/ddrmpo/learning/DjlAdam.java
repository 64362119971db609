package ddrmpo.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Adam (Kingma and Ba 2015) with moments of its own, which live as long as the parameters. */
final class DjlAdam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float NO_SCALING = 1;

  private final List<NDArray> parameters;
  private final List<NDArray> means;
  private final List<NDArray> variances;
  private int steps;

  DjlAdam(List<NDArray> parameters) {
    this.parameters = parameters;
    this.means = parameters.stream().map(NDArray::zerosLike).toList();
    this.variances = parameters.stream().map(NDArray::zerosLike).toList();
  }

  /** One step along the gradients gathered since the last one. */
  void step(double learningRate) {
    steps++;
    double meanBias = 1 - Math.pow(BETA1, steps);
    double varianceBias = 1 - Math.pow(BETA2, steps);
    float corrected = (float) (learningRate * Math.sqrt(varianceBias) / meanBias);
    for (int i = 0; i < parameters.size(); i++) {
      DjlGradients.adamStep(
          parameters.get(i),
          means.get(i),
          variances.get(i),
          (float) learningRate,
          corrected,
          BETA1,
          BETA2,
          EPSILON,
          NO_SCALING);
      DjlGradients.zero(parameters.get(i));
    }
  }
}
