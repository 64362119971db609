package ddrmpo.jobs;

import static org.apache.spark.sql.functions.col;

import ddrmpo.control.Suite;
import ddrmpo.core.Artifacts;
import ddrmpo.core.Hashes;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.Table;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TransitionModelRow;
import ddrmpo.learning.ModelErrors;
import ddrmpo.learning.NeuralFit;
import ddrmpo.learning.Normaliser;
import ddrmpo.learning.TransitionModel;
import ddrmpo.learning.Transitions;
import ddrmpo.runs.Progress;
import java.io.IOException;
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
    Provenance provenance =
        Provenances.of(cell, session.warehouse(), Table.DATASETS, Table.TRANSITIONS);
    Artifacts artifacts = session.warehouse().artifacts();
    Dataset<Row> transitions = transitions(cell, session);
    TaskSpec spec = Suite.spec(cell.dataset().task());
    return switch (cell.kind()) {
      case NEURAL ->
          CellTask.run(
              gathered(transitions, spec),
              pen,
              units,
              (data, progress) -> neural(cell, spec, data, artifacts, provenance, progress));
      case LINEAR, TREE -> throw new UnsupportedOperationException();
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

  private static JavaRDD<Data> gathered(Dataset<Row> transitions, TaskSpec spec) {
    return transitions
        .coalesce(1)
        .javaRDD()
        .mapPartitions(rows -> List.of(Data.gather(rows, spec)).iterator());
  }

  private static List<TableRows> neural(
      ModelCell cell,
      TaskSpec spec,
      Data data,
      Artifacts artifacts,
      Provenance provenance,
      Progress progress)
      throws IOException {
    long begin = System.nanoTime();
    Normaliser normaliser = Normaliser.of(data.train, cell.settings().stddevFloor());
    long all = cell.settings().gradientSteps();
    long[] step = {0};
    TransitionModel model =
        NeuralFit.fit(
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
    double seconds = (System.nanoTime() - begin) / 1e9;
    return row(cell, spec, model, data.heldOut, seconds, artifacts, provenance);
  }

  /** Writes the model's file, then makes its row. */
  private static List<TableRows> row(
      ModelCell cell,
      TaskSpec spec,
      TransitionModel model,
      Transitions heldOut,
      double seconds,
      Artifacts artifacts,
      Provenance provenance)
      throws IOException {
    ModelErrors errors = ModelErrors.of(model, heldOut, cell.settings().openLoop());
    byte[] file = model.bytes();
    artifacts.write(cell.path(), file);
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
                    spec.observations(),
                    errors.oneStepRmse(),
                    errors.oneStepError(),
                    errors.openLoopRmse10(),
                    errors.openLoopRmse50(),
                    errors.heldOut(),
                    model.parameters(),
                    cell.path(),
                    Hashes.sha256Hex(file),
                    seconds,
                    provenance))));
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
