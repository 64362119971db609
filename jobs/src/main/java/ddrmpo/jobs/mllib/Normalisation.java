package ddrmpo.jobs.mllib;

import static ddrmpo.jobs.mllib.TransitionColumns.NEXT_OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.OBSERVATION;
import static org.apache.spark.sql.functions.col;

import ddrmpo.learning.Normaliser;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The normaliser of a table of transitions, of any size, by MLlib's Summarizer. */
public final class Normalisation {
  private Normalisation() {}

  /**
   * The statistics of the transitions.
   *
   * @param transitions with the columns observation, action and next_observation
   * @param floor least standard deviation
   * @throws ddrmpo.core.UserError if there are no transitions
   */
  public static Normaliser of(Dataset<?> transitions, double floor) {
    TransitionColumns.requireRows(transitions);
    Row row =
        transitions
            .select(
                TransitionColumns.inputs().as("input"),
                TransitionColumns.difference(NEXT_OBSERVATION, OBSERVATION).as("change"))
            .select(summary("input"), summary("change"))
            .select("input.mean", "input.variance", "change.mean", "change.variance")
            .head();
    return Normaliser.of(
        TransitionColumns.doubles(row, 0),
        TransitionColumns.doubles(row, 1),
        TransitionColumns.doubles(row, 2),
        TransitionColumns.doubles(row, 3),
        floor);
  }

  private static Column summary(String vector) {
    return Summarizer.metrics("mean", "variance").summary(col(vector)).as(vector);
  }
}
