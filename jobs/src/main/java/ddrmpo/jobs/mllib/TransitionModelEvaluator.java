package ddrmpo.jobs.mllib;

import static ddrmpo.jobs.mllib.TransitionColumns.NEXT_OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.PREDICTION;
import static org.apache.spark.sql.functions.col;

import ddrmpo.core.UserError;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One number for a transition model's one-step error: each dimension's root mean squared error
 * divided by the standard deviation of its one-step change, then the mean over the dimensions. 1 is
 * as good as always predicting the mean change; smaller is better. For a single dimension in its
 * own units, give MLlib's RegressionEvaluator the columns' elements.
 */
public final class TransitionModelEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** An evaluator. */
  public TransitionModelEvaluator() {
    this(Identifiable$.MODULE$.randomUID("transitionModelEvaluator"));
  }

  /** An evaluator with this uid, as MLlib needs to read one. */
  public TransitionModelEvaluator(String uid) {
    this.uid = uid;
  }

  /** Reads what {@code write} wrote. */
  public static MLReader<TransitionModelEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public boolean isLargerBetter() {
    return false;
  }

  @Override
  public double evaluate(Dataset<?> predictions) {
    if (predictions.isEmpty()) {
      throw UserError.data("There are no predictions to evaluate: choose a larger test set.");
    }
    Row row =
        predictions
            .select(
                TransitionColumns.difference(PREDICTION, NEXT_OBSERVATION).as("error"),
                TransitionColumns.difference(NEXT_OBSERVATION, OBSERVATION).as("change"))
            .select(
                Summarizer.metrics("normL2", "count").summary(col("error")).as("error"),
                Summarizer.metrics("variance").summary(col("change")).as("change"))
            .select("error.normL2", "change.variance", "error.count")
            .head();
    long count = row.getLong(2);
    double[] norm = TransitionColumns.doubles(row, 0);
    double[] variance = TransitionColumns.doubles(row, 1);
    double sum = 0;
    for (int i = 0; i < norm.length; i++) {
      sum += norm[i] / Math.sqrt(count) / Math.sqrt(Math.max(Double.MIN_NORMAL, variance[i]));
    }
    return sum / norm.length;
  }

  @Override
  public TransitionModelEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
