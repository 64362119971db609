package ddrmpo.jobs.mllib;

import java.util.function.Supplier;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** An MLlib pipeline: assemble the features, then one regression for each dimension's change. */
final class RegressionPipeline {
  private RegressionPipeline() {}

  static PipelineModel fit(
      Dataset<?> transitions,
      TransitionColumns.Sizes sizes,
      Supplier<? extends Predictor<Vector, ?, ?>> regression) {
    PipelineStage[] stages = new PipelineStage[1 + sizes.observation()];
    stages[0] =
        new VectorAssembler()
            .setInputCols(
                new String[] {
                  TransitionColumns.OBSERVATION_VECTOR, TransitionColumns.ACTION_VECTOR
                })
            .setOutputCol(TransitionColumns.FEATURES);
    for (int i = 0; i < sizes.observation(); i++) {
      Predictor<Vector, ?, ?> stage = regression.get();
      stage.setLabelCol(TransitionColumns.change(i));
      stage.setPredictionCol(prediction(i));
      stages[1 + i] = stage;
    }
    Dataset<Row> rows = TransitionColumns.withVectors(transitions, sizes).cache();
    try {
      return new Pipeline().setStages(stages).fit(rows);
    } finally {
      rows.unpersist();
    }
  }

  /** The fitted regression of a dimension. */
  static Transformer regression(PipelineModel pipeline, int dimension) {
    return pipeline.stages()[1 + dimension];
  }

  /** The column of a dimension's predicted change. */
  static String prediction(int dimension) {
    return "predicted_change_" + dimension;
  }
}
