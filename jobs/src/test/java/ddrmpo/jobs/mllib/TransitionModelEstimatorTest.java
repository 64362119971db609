package ddrmpo.jobs.mllib;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UserError;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransitionModelEstimatorTest {
  private static final SparkSession SPARK = Pendulums.session();
  private static final Dataset<Row> TRAIN = Pendulums.transitions(SPARK, 20, 100, 1).cache();
  private static final Dataset<Row> HELD_OUT = Pendulums.transitions(SPARK, 5, 100, 2).cache();

  private static TransitionModelEstimator estimator() {
    return new TransitionModelEstimator()
        .setHidden(24, 24)
        .setGradientSteps(600)
        .setBatch(64)
        .setLearningRate(5e-3)
        .setAnglePairs(List.of(new AnglePair(0, 1)))
        .setSeed(3);
  }

  @Test
  void fitsAndPredicts() {
    TransitionModelModel model = estimator().fit(TRAIN);

    Dataset<Row> predictions = model.transform(HELD_OUT);

    assertThat(predictions.schema()).isEqualTo(model.transformSchema(HELD_OUT.schema()));
    assertThat(predictions.count()).isEqualTo(500);
    assertThat(new TransitionModelEvaluator().evaluate(predictions)).isLessThan(0.15);
    double rmse =
        new RegressionEvaluator()
            .setLabelCol("truth")
            .evaluate(
                predictions
                    .withColumn("truth", col("next_observation").getItem(2).cast("double"))
                    .withColumn("prediction", col("prediction").getItem(2).cast("double")));
    assertThat(rmse).isPositive().isLessThan(0.05);
  }

  @Test
  void theOrderOfTheRowsIsWithoutEffect() {
    byte[] first = estimator().fit(TRAIN).transitionModel().bytes();
    byte[] second = estimator().fit(TRAIN.repartition(3)).transitionModel().bytes();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void crossValidationPrefersTheLongerFit() {
    TransitionModelEstimator estimator = estimator();
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.gradientSteps(), new int[] {5, 400}).build();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(new TransitionModelEvaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(1)
            .fit(TRAIN);

    assertThat(best.avgMetrics()[1]).isLessThan(best.avgMetrics()[0] / 2);
    assertThat(new TransitionModelEvaluator().evaluate(best.transform(HELD_OUT)))
        .isLessThan(best.avgMetrics()[0]);
  }

  @Test
  void trainValidationSplitWorksToo() {
    TransitionModelEstimator estimator = estimator();
    TrainValidationSplitModel best =
        new TrainValidationSplit()
            .setEstimator(estimator)
            .setEvaluator(new TransitionModelEvaluator())
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(estimator.learningRate(), new double[] {1e-6, 5e-3})
                    .build())
            .setSeed(1)
            .fit(TRAIN);

    assertThat(best.validationMetrics()[1]).isLessThan(best.validationMetrics()[0] / 2);
  }

  @Test
  void aSavedModelPredictsTheSame(@TempDir Path folder) throws Exception {
    TransitionModelModel model = estimator().setGradientSteps(50).fit(TRAIN);
    String path = folder.resolve("model").toString();

    model.save(path);
    TransitionModelModel loaded = TransitionModelModel.load(path);

    assertThat(loaded.uid()).isEqualTo(model.uid());
    assertThat(loaded.transitionModel().bytes()).isEqualTo(model.transitionModel().bytes());
    assertThat(loaded.copy(new ParamMap()).transitionModel().bytes())
        .isEqualTo(model.transitionModel().bytes());
  }

  @Test
  void aSavedEstimatorKeepsItsSettings(@TempDir Path folder) throws Exception {
    TransitionModelEstimator estimator = estimator();
    String path = folder.resolve("estimator").toString();

    estimator.save(path);
    TransitionModelEstimator loaded = TransitionModelEstimator.load(path);

    assertThat(loaded.uid()).isEqualTo(estimator.uid());
    assertThat((int[]) loaded.getOrDefault(loaded.hidden())).containsExactly(24, 24);
    assertThat((int[]) loaded.getOrDefault(loaded.anglePairs())).containsExactly(0, 1);
    assertThat((Double) loaded.getOrDefault(loaded.learningRate())).isCloseTo(5e-3, within(0.0));
    assertThat((Long) loaded.getOrDefault(loaded.seed())).isEqualTo(3);
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(() -> estimator().fit(TRAIN.drop("action")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Column \"action\" must be an array of floats")
        .hasMessageContaining("not there");
    assertThatThrownBy(() -> estimator().fit(TRAIN.limit(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no transitions");
  }
}
