package ddrmpo.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import ddrmpo.control.Suite;
import ddrmpo.core.Artifacts;
import ddrmpo.core.FitSettings;
import ddrmpo.core.Hashes;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.Table;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TransitionModelRow;
import ddrmpo.jobs.mllib.LinearBaseline;
import ddrmpo.jobs.mllib.Normalisation;
import ddrmpo.jobs.mllib.TreeBaseline;
import ddrmpo.learning.ModelErrors;
import ddrmpo.learning.NeuralFit;
import ddrmpo.learning.Normaliser;
import ddrmpo.learning.TransitionModel;
import ddrmpo.learning.Transitions;
import ddrmpo.runs.Progress;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The fit of one transition model: its nested subset and the held-out episodes are gathered in one
 * task in a fixed order, so that the result does not depend on how the table's files are cut.
 */
final class ModelFit {
  private static final int PROGRESS_EVERY = 100;

  private ModelFit() {}

  /** Fits the cell's model, writes its file, and returns its row. */
  static List<TableRows> run(ModelCell cell, Session session, Meter.Pen pen, long units) {
    Instant begin = Instant.now();
    Provenance provenance =
        Provenances.of(cell, session.warehouse(), Table.DATASETS, Table.TRANSITIONS);
    Artifacts artifacts = session.warehouse().artifacts();
    TaskSpec spec = Suite.spec(cell.dataset().task(), cell.dataset().parameter());
    Dataset<Row> transitions = transitions(cell, session);
    Dataset<Row> subset = subset(transitions);
    FitSettings settings = cell.settings();
    CellTask<Data> task =
        switch (cell.kind()) {
          case NEURAL -> {
            Scales scales = Scales.of(Normalisation.of(subset, settings.stddevFloor()));
            yield (data, progress) ->
                row(
                    cell,
                    neural(cell, spec, data, scales.normaliser(), progress),
                    data,
                    begin,
                    artifacts,
                    provenance);
          }
          case LINEAR ->
              baseline(
                  cell,
                  LinearBaseline.fit(subset, spec.anglePairs()),
                  begin,
                  artifacts,
                  provenance);
          case TREE ->
              baseline(
                  cell,
                  TreeBaseline.fit(subset, settings.treeDepth(), cell.seed(), spec.anglePairs()),
                  begin,
                  artifacts,
                  provenance);
        };
    return CellTask.run(gathered(transitions, spec), pen, units, task);
  }

  /** Only the errors of a baseline are left to a task; MLlib has fitted it by jobs of its own. */
  private static CellTask<Data> baseline(
      ModelCell cell,
      TransitionModel model,
      Instant begin,
      Artifacts artifacts,
      Provenance provenance) {
    byte[] bytes = model.bytes();
    return (data, progress) -> {
      List<TableRows> rows =
          row(cell, TransitionModel.read(bytes), data, begin, artifacts, provenance);
      progress.steps(1, 1);
      return rows;
    };
  }

  /** The transitions behind the model: what it is fitted to, and what is held out. */
  private static Dataset<Row> transitions(ModelCell cell, Session session) {
    return session
        .warehouse()
        .read(Table.TRANSITIONS)
        .where(col(Table.TRANSITIONS.cellColumn()).equalTo(cell.dataset().id()))
        .where(col("held_out").or(col("subset_rank").lt(cell.size())))
        .select("episode", "step", "held_out", "observation", "action", "next_observation");
  }

  /** What is fitted to, in one partition and a fixed order, which fixes the bits of all sums. */
  private static Dataset<Row> subset(Dataset<Row> transitions) {
    return transitions
        .where(not(col("held_out")))
        .coalesce(1)
        .sortWithinPartitions("episode", "step");
  }

  private static JavaRDD<Data> gathered(Dataset<Row> transitions, TaskSpec spec) {
    return transitions
        .coalesce(1)
        .javaRDD()
        .mapPartitions(rows -> List.of(Data.gather(rows, spec)).iterator());
  }

  private static TransitionModel neural(
      ModelCell cell, TaskSpec spec, Data data, Normaliser normaliser, Progress progress) {
    long all = cell.settings().gradientSteps();
    long[] step = {0};
    return NeuralFit.fit(
        data.train,
        normaliser,
        spec.anglePairs(),
        cell.settings(),
        cell.seed(),
        () -> {
          if (++step[0] % PROGRESS_EVERY == 0) {
            progress.steps(step[0], all);
          }
          return progress.cancelled();
        });
  }

  /** Writes the model's file, then makes its row. */
  private static List<TableRows> row(
      ModelCell cell,
      TransitionModel model,
      Data data,
      Instant begin,
      Artifacts artifacts,
      Provenance provenance)
      throws IOException {
    ModelErrors errors = ModelErrors.of(model, data.heldOut, cell.settings().openLoop());
    byte[] file = model.bytes();
    artifacts.write(cell.path(), file);
    List<String> dimensions = Suite.spec(cell.dataset().task()).observations();
    return List.of(
        new TableRows(
            Table.TRANSITION_MODELS,
            List.of(
                new TransitionModelRow(
                    cell.dataset().task(),
                    cell.dataset().parameter(),
                    cell.dataset().value(),
                    cell.dataset().id(),
                    cell.size(),
                    cell.kind().text(),
                    cell.seed(),
                    dimensions,
                    errors.oneStepRmse(),
                    errors.oneStepError(),
                    errors.openLoopRmse10(),
                    errors.openLoopRmse50(),
                    errors.heldOut(),
                    model.parameters(),
                    cell.path(),
                    Hashes.sha256Hex(file),
                    Duration.between(begin, Instant.now()).toMillis() / 1e3,
                    provenance))));
  }

  /** A normaliser that travels. */
  private record Scales(
      float[] inputMean, float[] inputStddev, float[] changeMean, float[] changeStddev)
      implements Serializable {
    static Scales of(Normaliser normaliser) {
      return new Scales(
          normaliser.inputMean(),
          normaliser.inputStddev(),
          normaliser.changeMean(),
          normaliser.changeStddev());
    }

    Normaliser normaliser() {
      return new Normaliser(inputMean, inputStddev, changeMean, changeStddev);
    }
  }

  /** What one model is fitted to and measured on, sorted by episode and step. */
  private record Data(Transitions train, Transitions heldOut) {
    static Data gather(Iterator<Row> rows, TaskSpec spec) {
      Transitions.Collector train = collector(spec);
      Transitions.Collector heldOut = collector(spec);
      while (rows.hasNext()) {
        Row row = rows.next();
        (row.getBoolean(2) ? heldOut : train)
            .add(floats(row, 3), floats(row, 4), floats(row, 5), row.getInt(0), row.getInt(1));
      }
      return new Data(train.transitions().sorted(), heldOut.transitions().sorted());
    }

    private static Transitions.Collector collector(TaskSpec spec) {
      return new Transitions.Collector(spec.observationSize(), spec.actionSize());
    }

    private static float[] floats(Row row, int column) {
      scala.collection.Seq<Float> values = row.getSeq(column);
      float[] floats = new float[values.length()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.apply(i);
      }
      return floats;
    }
  }
}
