package ddrmpo.jobs.mllib;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Transitions of a pendulum with random actions, by its equation of motion. */
final class Pendulums {
  private static final StructType SCHEMA =
      new StructType()
          .add("episode", DataTypes.IntegerType)
          .add("step", DataTypes.IntegerType)
          .add("observation", DataTypes.createArrayType(DataTypes.FloatType))
          .add("action", DataTypes.createArrayType(DataTypes.FloatType))
          .add("next_observation", DataTypes.createArrayType(DataTypes.FloatType));

  private Pendulums() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
  }

  static Dataset<Row> transitions(SparkSession spark, int episodes, int steps, long seed) {
    List<Row> rows = new ArrayList<>();
    for (int episode = 0; episode < episodes; episode++) {
      Rng rng = Seeds.rng(seed, "episode", Integer.toString(episode));
      double angle = rng.uniform(-Math.PI, Math.PI);
      double velocity = rng.uniform(-3, 3);
      for (int step = 0; step < steps; step++) {
        Float[] before = observation(angle, velocity);
        float action = (float) rng.uniform(-1, 1);
        velocity += 0.02 * (action + 4.905 * Math.sin(angle) - 0.1 * velocity) / 0.253;
        angle += 0.02 * velocity;
        rows.add(
            RowFactory.create(
                episode, step, before, new Float[] {action}, observation(angle, velocity)));
      }
    }
    return spark.createDataFrame(rows, SCHEMA).repartition(2);
  }

  private static Float[] observation(double angle, double velocity) {
    return new Float[] {(float) Math.cos(angle), (float) Math.sin(angle), (float) velocity};
  }
}
