package ddrmpo.jobs.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UserError;
import ddrmpo.learning.Normaliser;
import ddrmpo.learning.TransitionModel;
import ddrmpo.learning.Transitions;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final SparkSession SPARK = Pendulums.session();
  private static final Dataset<Row> TRAIN = Pendulums.transitions(SPARK, 20, 100, 1).cache();
  private static final TransitionColumns.Sizes SIZES = TransitionColumns.Sizes.of(TRAIN);

  @Test
  void theLinearModelPredictsAsItsPipeline() {
    PipelineModel pipeline = LinearBaseline.fitPipeline(TRAIN, SIZES);

    TransitionModel model = LinearBaseline.model(pipeline, SIZES, List.of());

    assertThat(model.parameters()).isEqualTo(3 * 4 + 3);
    assertSamePredictions(model, pipeline);
  }

  @Test
  void theTreeModelPredictsAsItsPipeline() {
    PipelineModel pipeline = TreeBaseline.fitPipeline(TRAIN, SIZES, 8, 1);

    TransitionModel model = TreeBaseline.model(pipeline, SIZES, List.of());

    assertThat(model.parameters()).isGreaterThan(100);
    assertSamePredictions(model, pipeline);
  }

  private static void assertSamePredictions(TransitionModel model, PipelineModel pipeline) {
    Dataset<Row> others = Pendulums.transitions(SPARK, 5, 100, 2);
    List<Row> rows =
        pipeline
            .transform(TransitionColumns.withVectors(others, SIZES))
            .select(
                "observation",
                "action",
                RegressionPipeline.prediction(0),
                RegressionPipeline.prediction(1),
                RegressionPipeline.prediction(2))
            .collectAsList();
    assertThat(rows).hasSize(500);
    TransitionModel read = TransitionModel.read(model.bytes());
    float[] next = new float[3];
    for (Row row : rows) {
      float[] observation = TransitionColumns.floats(row, 0);
      read.predict(1, observation, TransitionColumns.floats(row, 1), next);
      for (int i = 0; i < 3; i++) {
        assertThat((double) next[i]).isCloseTo(observation[i] + row.getDouble(2 + i), within(1e-5));
      }
    }
  }

  @Test
  void baselinesKeepPairsOnTheUnitCircle() {
    List<AnglePair> pairs = List.of(new AnglePair(0, 1));
    float[] next = new float[3];
    for (TransitionModel model :
        List.of(LinearBaseline.fit(TRAIN, pairs), TreeBaseline.fit(TRAIN, 5, 1, pairs))) {
      model.predict(1, new float[] {0.6f, 0.8f, 5}, new float[] {1}, next);

      assertThat(Math.hypot(next[0], next[1])).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void theNormaliserIsThatOfTheGatheredRows() {
    Transitions.Collector collector = new Transitions.Collector(3, 1);
    for (Row row : TRAIN.collectAsList()) {
      collector.add(
          TransitionColumns.floats(row, 2),
          TransitionColumns.floats(row, 3),
          TransitionColumns.floats(row, 4),
          row.getInt(0),
          row.getInt(1));
    }
    Normaliser expected = Normaliser.of(collector.transitions(), 1e-6);

    Normaliser normaliser = Normalisation.of(TRAIN, 1e-6);

    assertThat(normaliser.inputMean()).containsExactly(expected.inputMean(), within(1e-5f));
    assertThat(normaliser.inputStddev()).containsExactly(expected.inputStddev(), within(1e-5f));
    assertThat(normaliser.changeMean()).containsExactly(expected.changeMean(), within(1e-5f));
    assertThat(normaliser.changeStddev()).containsExactly(expected.changeStddev(), within(1e-5f));
  }

  @Test
  void refusesToFitNothing() {
    Dataset<Row> none = TRAIN.limit(0);

    assertThatThrownBy(() -> LinearBaseline.fit(none, List.of())).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Normalisation.of(none, 1e-6))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no transitions");
  }
}
