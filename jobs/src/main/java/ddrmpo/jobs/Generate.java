package ddrmpo.jobs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.DatasetCell;
import ddrmpo.core.DatasetRow;
import ddrmpo.core.Provenance;
import ddrmpo.core.RunCell;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionRow;
import ddrmpo.runs.DatasetGeneration;
import ddrmpo.runs.Progress;
import ddrmpo.runs.Snapshot;
import ddrmpo.runs.TrainingRun;
import ddrmpo.tables.Rows;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import picocli.CommandLine.Command;

/** The offline datasets of a study. */
@Command(
    name = "generate",
    description = {
      "Makes the offline datasets of a study: transitions of each task under each perturbed"
          + " dynamics of the set.",
      "Reads the study; writes tables transitions and datasets.",
      "",
      "Example: ddr generate paper/fig05-pendulum-swingup"
    },
    mixinStandardHelpOptions = true)
public final class Generate extends StudyJob {
  private static final int MOST_PARTITIONS = 64;
  private static final int TRANSITIONS_A_PARTITION = 100_000;

  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("generate", args);
  }

  @Override
  void run(Study study, Session session) {
    Stage<DatasetCell> stage =
        new Stage<>(
            session,
            "generate",
            Table.DATASETS,
            "transitions",
            cell -> cell.settings().transitions());
    List<DatasetCell> pending = stage.pending(study.datasets());
    trainBehaviourAgents(pending, session);
    // One dataset fills all slots.
    stage.run(
        pending, study.datasets().size(), 1, (cell, pen, units) -> dataset(cell, pen, session));
  }

  /** The agents that act in the datasets; one that was trained before is only looked up. */
  private static void trainBehaviourAgents(List<DatasetCell> pending, Session session) {
    List<RunCell> agents =
        Stage.distinct(
            pending.stream().map(DatasetGeneration::agentCell).flatMap(Optional::stream).toList());
    if (agents.isEmpty()) {
      return;
    }
    Artifacts artifacts = session.warehouse().artifacts();
    String versions = Provenances.versions();
    new Stage<RunCell>(session, "agent", Table.RUNS, "steps", cell -> cell.settings().steps())
        .run(
            agents,
            agents.size(),
            (cell, pen, units) ->
                CellTask.run(
                    session,
                    cell,
                    pen,
                    units,
                    (run, progress) -> agent(run, artifacts, versions, progress)));
  }

  private static List<TableRows> agent(
      RunCell cell, Artifacts artifacts, String versions, Progress progress) throws IOException {
    Provenance provenance = new Provenance(cell.study(), cell.id(), cell.json(), "", versions);
    TrainingRun.run(cell, artifacts, List.of(), provenance, progress, TaskGpu.index());
    return List.of(); // its policies are its only product
  }

  private static List<TableRows> dataset(DatasetCell cell, Meter.Pen pen, Session session) {
    long begin = System.nanoTime();
    Provenance provenance = Provenances.of(cell, session.warehouse());
    CollectionAccumulator<EpisodeRows.Totals> totals =
        session.spark().sparkContext().collectionAccumulator();
    Dataset<Row> rows =
        session
            .spark()
            .createDataFrame(
                episodes(cell, pen, totals, session, provenance.versions()),
                Rows.schema(TransitionRow.class));
    session.warehouse().replace(Table.TRANSITIONS, cell.id(), rows);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return List.of(
        new TableRows(Table.DATASETS, List.of(row(cell, totals.value(), seconds, provenance))));
  }

  /** Episodes have seeds of their own, so that the partitioning decides nothing. */
  private static JavaRDD<Row> episodes(
      DatasetCell cell,
      Meter.Pen pen,
      CollectionAccumulator<EpisodeRows.Totals> totals,
      Session session,
      String versions) {
    Artifacts artifacts = session.warehouse().artifacts();
    int episodes = cell.settings().episodes();
    long wanted =
        Math.max(
            session.context().defaultParallelism(),
            cell.settings().transitions() / TRANSITIONS_A_PARTITION);
    int partitions = (int) Math.min(Math.min(wanted, MOST_PARTITIONS), episodes);
    return session
        .context()
        .parallelize(IntStream.range(0, episodes).boxed().toList(), partitions)
        .mapPartitions(numbers -> rows(cell, numbers, artifacts, pen, totals, versions));
  }

  private static Iterator<Row> rows(
      DatasetCell cell,
      Iterator<Integer> episodes,
      Artifacts artifacts,
      Meter.Pen pen,
      CollectionAccumulator<EpisodeRows.Totals> totals,
      String versions)
      throws IOException {
    List<Snapshot> snapshots = List.of();
    Optional<RunCell> agent = DatasetGeneration.agentCell(cell);
    if (agent.isPresent()) {
      snapshots = Snapshot.of(agent.get(), artifacts);
    }
    DatasetGeneration generation =
        new DatasetGeneration(cell, snapshots.stream().map(Snapshot::policy).toList(), versions);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) ended -> generation.close());
    return new EpisodeRows(episodes, generation, pen, totals);
  }

  /** A task that was tried again has told its episodes twice; sums are taken in their order. */
  private static DatasetRow row(
      DatasetCell cell, List<EpisodeRows.Totals> told, double seconds, Provenance provenance) {
    TreeMap<Integer, EpisodeRows.Totals> episodes = new TreeMap<>();
    told.forEach(totals -> episodes.put(totals.episode(), totals));
    long transitions = 0;
    long trainable = 0;
    double reward = 0;
    for (EpisodeRows.Totals totals : episodes.values()) {
      transitions += totals.transitions();
      trainable += totals.heldOut() ? 0 : totals.transitions();
      reward += totals.reward();
    }
    return new DatasetRow(
        cell.task(),
        cell.parameter(),
        cell.value(),
        transitions,
        episodes.size(),
        trainable,
        reward / transitions,
        cell.seed(),
        seconds,
        provenance);
  }
}
