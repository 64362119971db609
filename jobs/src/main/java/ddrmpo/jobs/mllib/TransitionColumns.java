package ddrmpo.jobs.mllib;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import ddrmpo.core.UserError;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** The columns of transitions, named as in the table of that name, and what is made of them. */
public final class TransitionColumns {
  /** Observation before the action, array of float [O]. */
  public static final String OBSERVATION = "observation";

  /** Action, array of float, each in [-1, 1] [D]. */
  public static final String ACTION = "action";

  /** Observation after the action, array of float [O]. */
  public static final String NEXT_OBSERVATION = "next_observation";

  /** Predicted observation after the action, array of float [O]. */
  public static final String PREDICTION = "prediction";

  static final String EPISODE = "episode";
  static final String STEP = "step";

  static final String OBSERVATION_VECTOR = "observation_vector";

  static final String ACTION_VECTOR = "action_vector";
  static final String FEATURES = "features";

  private TransitionColumns() {}

  /** O and D, read off the first row. */
  record Sizes(int observation, int action) {
    static Sizes of(Dataset<?> transitions) {
      requireRows(transitions);
      Row first = transitions.select(col(OBSERVATION), col(ACTION)).head();
      return new Sizes(floats(first, 0).length, floats(first, 1).length);
    }
  }

  /** Adds vectors of observation and action, and a column of each dimension's change. */
  static Dataset<Row> withVectors(Dataset<?> transitions, Sizes sizes) {
    Dataset<Row> rows =
        transitions
            .toDF()
            .withColumn(OBSERVATION_VECTOR, array_to_vector(col(OBSERVATION)))
            .withColumn(ACTION_VECTOR, array_to_vector(col(ACTION)));
    for (int i = 0; i < sizes.observation(); i++) {
      Column before = col(OBSERVATION).getItem(i).cast(DataTypes.DoubleType);
      rows =
          rows.withColumn(
              change(i), col(NEXT_OBSERVATION).getItem(i).cast(DataTypes.DoubleType).minus(before));
    }
    return rows;
  }

  /** The column of a dimension's change. */
  static String change(int dimension) {
    return "change_" + dimension;
  }

  /** Observation and action, one vector [O + D]. */
  static Column inputs() {
    return array_to_vector(expr("concat(%s, %s)".formatted(OBSERVATION, ACTION)));
  }

  /** The difference of two arrays, one vector. */
  static Column difference(String minuend, String subtrahend) {
    return array_to_vector(
        expr("zip_with(%s, %s, (m, s) -> double(m) - double(s))".formatted(minuend, subtrahend)));
  }

  /** Refuses to go on with nothing. */
  static void requireRows(Dataset<?> transitions) {
    if (transitions.isEmpty()) {
      throw UserError.data("There are no transitions to fit a model to: generate a dataset first.");
    }
  }

  /** Refuses a schema in which one of these is not an array of floats. */
  static void require(StructType schema, String... names) {
    for (String name : names) {
      boolean there = Arrays.asList(schema.fieldNames()).contains(name);
      if (!there
          || !(schema.apply(name).dataType() instanceof ArrayType array)
          || !array.elementType().equals(DataTypes.FloatType)) {
        throw UserError.data(
            "Column \"%s\" must be an array of floats, as in the table transitions, but is %s.",
            name, there ? schema.apply(name).dataType().simpleString() : "not there");
      }
    }
  }

  static float[] floats(Row row, int column) {
    Seq<Float> values = row.getSeq(column);
    float[] floats = new float[values.length()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.apply(i);
    }
    return floats;
  }

  static double[] doubles(Row row, int column) {
    return ((Vector) row.get(column)).toArray();
  }
}
