package ddrmpo.jobs.mllib;

import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.learning.LinearTransitionModel;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;

/** Linear transition models: MLlib's least squares for the change of each dimension. */
public final class LinearBaseline {
  private LinearBaseline() {}

  /**
   * Fits a model.
   *
   * @param transitions with the columns observation, action and next_observation
   * @param pairs (cos, sin) pairs of the observation
   */
  public static LinearTransitionModel fit(Dataset<?> transitions, List<AnglePair> pairs) {
    TransitionColumns.Sizes sizes = TransitionColumns.Sizes.of(transitions);
    return model(fitPipeline(transitions, sizes), sizes, pairs);
  }

  static PipelineModel fitPipeline(Dataset<?> transitions, TransitionColumns.Sizes sizes) {
    return RegressionPipeline.fit(
        transitions,
        sizes,
        () -> new LinearRegression().setFeaturesCol(TransitionColumns.FEATURES));
  }

  static LinearTransitionModel model(
      PipelineModel pipeline, TransitionColumns.Sizes sizes, List<AnglePair> pairs) {
    int o = sizes.observation();
    int inputs = o + sizes.action();
    float[] weights = new float[o * inputs]; // [O, O + D]
    float[] intercepts = new float[o];
    for (int i = 0; i < o; i++) {
      LinearRegressionModel regression =
          (LinearRegressionModel) RegressionPipeline.regression(pipeline, i);
      Vector coefficients = regression.coefficients();
      for (int j = 0; j < inputs; j++) {
        weights[i * inputs + j] = (float) coefficients.apply(j);
      }
      intercepts[i] = (float) regression.intercept();
    }
    return new LinearTransitionModel(o, sizes.action(), weights, intercepts, pairs);
  }
}
