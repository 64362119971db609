package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Rng;
import ddrmpo.core.RunRow;
import ddrmpo.core.Seeds;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SpeedTest {
  private static final int EPISODES = 1000;
  private static final int STEPS = 1000;

  @TempDir Path folder;

  @Test
  void aMillionTransitionsAreStoredWellUnderAMinute() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      SparkSession spark = warehouse.read(Table.TRANSITIONS).sparkSession();
      for (int round = 0; round < 2; round++) {
        Instant begin = Instant.now();
        warehouse.replace(Table.TRANSITIONS, "cell", transitions(spark));
        Duration took = Duration.between(begin, Instant.now());
        System.out.printf("1,000,000 transitions stored in %d ms%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofMinutes(1));
      }
      Instant begin = Instant.now();
      assertThat(
              warehouse.rows(Table.TRANSITIONS, TransitionRow.class, "dataset_id = 'cell'").size())
          .isEqualTo(EPISODES * STEPS);
      System.out.printf(
          "read by the driver in %d ms%n", Duration.between(begin, Instant.now()).toMillis());
      warehouse
          .sql("SELECT count(*), sum(file_size_in_bytes) FROM ddr.tables.transitions.files")
          .show();
    }
  }

  @Test
  void aSmallReplacementTakesAFractionOfASecond() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      int commits = 300;
      RandomRows random = new RandomRows(1);
      Instant begin = Instant.now();
      for (int i = 0; i < commits; i++) {
        warehouse.replace(Table.RUNS, random.of(Table.RUNS, "cell" + i, 1));
      }
      Duration each = Duration.between(begin, Instant.now()).dividedBy(commits);
      begin = Instant.now();
      assertThat(warehouse.cells(Table.RUNS)).hasSize(commits);
      Duration cells = Duration.between(begin, Instant.now());
      begin = Instant.now();
      List<RunRow> rows = warehouse.rows(Table.RUNS, RunRow.class, "");
      System.out.printf(
          "replace %d ms, cells %d ms, rows %d ms%n",
          each.toMillis(), cells.toMillis(), Duration.between(begin, Instant.now()).toMillis());
      assertThat(rows).hasSize(commits);
      assertThat(each).isLessThan(Duration.ofMillis(500));
    }
  }

  /** Pendulum's sizes: O = 3, D = 1, S = 4. */
  private static Dataset<Row> transitions(SparkSession spark) {
    MapPartitionsFunction<Integer, Row> generate =
        episodes -> {
          Iterable<Integer> each = () -> episodes;
          return java.util.stream.StreamSupport.stream(each.spliterator(), false)
              .flatMap(
                  episode -> {
                    Rng rng = Seeds.rng(1, "episode", Integer.toString(episode));
                    return IntStream.range(0, STEPS).mapToObj(step -> row(rng, episode, step));
                  })
              .iterator();
        };
    return spark
        .createDataset(IntStream.range(0, EPISODES).boxed().toList(), Encoders.INT())
        .repartition(4)
        .mapPartitions(generate, Encoders.row(Rows.schema(TransitionRow.class)));
  }

  private static Row row(Rng rng, int episode, int step) {
    float[] observation = new float[3];
    float[] next = new float[3];
    float[] action = new float[1];
    rng.fillGaussian(observation, 3);
    rng.fillGaussian(next, 3);
    rng.fillGaussian(action, 1);
    return Rows.row(
        new TransitionRow(
            "study",
            "cell",
            "pendulum-swingup",
            "mass",
            1.5,
            episode,
            step,
            "uniform",
            episode % 10 == 0,
            episode * STEPS + step,
            observation,
            action,
            rng.nextFloat(),
            next,
            1,
            new double[] {step * 0.02, rng.nextDouble(), rng.nextDouble(), rng.nextDouble()},
            7,
            "ddr-mpo 0.1.0, Java 17, Spark 4.0.1, MuJoCo 3.17.0, DJL 0.35.1"));
  }
}
