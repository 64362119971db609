package ddrmpo.runs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.control.Suite;
import ddrmpo.core.Artifacts;
import ddrmpo.core.Hashes;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Provenance;
import ddrmpo.core.Recipe;
import ddrmpo.core.RunCell;
import ddrmpo.core.RunRow;
import ddrmpo.core.Seeds;
import ddrmpo.core.SetKind;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TrainSettings;
import ddrmpo.core.TrainingCurveRow;
import ddrmpo.core.UncertaintySet;
import ddrmpo.learning.Learner;
import ddrmpo.learning.NonFiniteException;
import ddrmpo.learning.Replay;
import ddrmpo.mujoco.PhysicsException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One training run: collect a step, learn from the replay, now and then evaluate and save. All of
 * its randomness comes from the cell's seed, and its checkpoint holds everything, so a resumed run
 * ends in the same bits as an uninterrupted one.
 */
public final class TrainingRun implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PROGRESS_EVERY = 1000;

  private final RunCell cell;
  private final Artifacts artifacts;
  private final Provenance provenance;
  private final Progress progress;
  private final Collector collector;
  private final Episodes evaluation;
  private final Learner learner;
  private final Replay replay;
  private final Clock clock = new Clock();

  private List<Snapshot> snapshots = List.of();
  private List<TrainingCurveRow> curve = new ArrayList<>();
  private Diagnostics diagnostics = new Diagnostics();

  private TrainingRun(
      RunCell cell,
      Artifacts artifacts,
      List<double[]> rmse,
      Provenance provenance,
      Progress progress,
      int gpu)
      throws IOException {
    this.cell = cell;
    this.artifacts = artifacts;
    this.provenance = provenance;
    this.progress = progress;
    TaskSpec spec = Suite.spec(cell.task());
    UncertaintySet set = UncertaintySets.of(cell, artifacts, rmse);
    int slots = 1 + set.members();
    collector = new Collector(cell, set);
    evaluation =
        new Episodes(
            cell.task(), cell.parameter(), cell.nominal(), cell.settings().evaluationEpisodes());
    learner =
        Learner.of(
            cell.recipe(),
            cell.learner(),
            spec.observationSize(),
            spec.actionSize(),
            slots,
            set.nominalTakesPart(),
            gpu,
            Seeds.derive(cell.seed(), "train", "learner"));
    replay =
        new Replay(
            (int) Math.min(cell.settings().replay(), cell.settings().steps()),
            spec.observationSize(),
            spec.actionSize(),
            slots);
  }

  /**
   * Runs the cell to its end, from its checkpoint if there is one. A diverging run ends with the
   * status {@code failed: } and why; its last policies and its last checkpoint stay.
   *
   * @param artifacts where models are read, checkpoints and policies written
   * @param rmse the held-out one-step error of each of the cell's models, in their order; only a
   *     placebo set needs them
   * @param provenance of the rows
   * @param gpu index of the GPU that the run may use, if its learner wants one
   * @throws ddrmpo.core.UserError if its learner wants a GPU that this machine does not have
   * @throws Progress.CancelledException if the progress says so; the checkpoint stays
   */
  public static TrainingResult run(
      RunCell cell,
      Artifacts artifacts,
      List<double[]> rmse,
      Provenance provenance,
      Progress progress,
      int gpu)
      throws IOException {
    Optional<TrainingResult> before = finished(cell, artifacts);
    if (before.isPresent()) {
      return before.get();
    }
    Learner.requireDevice(cell.learner(), gpu);
    try (TrainingRun run = new TrainingRun(cell, artifacts, rmse, provenance, progress, gpu)) {
      run.resume();
      return run.finish(run.learn());
    }
  }

  /** The main loop; returns the run's status. */
  private String learn() throws IOException {
    TrainSettings settings = cell.settings();
    try {
      while (collector.steps() < settings.steps()) {
        collector.step(learner, replay);
        long step = collector.steps();
        if (step >= settings.learningStarts() && step % settings.stepsPerUpdate() == 0) {
          diagnostics.add(learner.update(replay));
        }
        if (step % settings.evaluateEvery() == 0) {
          evaluate();
        }
        if (step % settings.checkpointEvery() == 0 && step < settings.steps()) {
          save();
        }
        if (step % PROGRESS_EVERY == 0) {
          progress.steps(step, settings.steps());
          if (progress.cancelled()) {
            throw new Progress.CancelledException(cell.label());
          }
        }
      }
      return RunRow.ENDED;
    } catch (NonFiniteException e) {
      return "failed: non-finite: " + e.getMessage();
    } catch (PhysicsException e) {
      return "failed: simulator: " + e.getMessage();
    }
  }

  /** Evaluates the policy on the nominal task, keeps it, and writes a point of the curve. */
  private void evaluate() {
    learner.requireFinite();
    Snapshot snapshot = new Snapshot(collector.steps(), learner.policy());
    double nominalReturn =
        evaluation
            .run(
                snapshot.policy(),
                episode -> Seeds.rng(cell.seed(), "train", "evaluation", Integer.toString(episode)))
            .stream()
            .mapToDouble(Episodes.Outcome::sum)
            .average()
            .orElseThrow();
    List<Snapshot> kept = new ArrayList<>(snapshots);
    kept.add(snapshot);
    snapshots =
        List.copyOf(
            kept.subList(Math.max(0, kept.size() - cell.settings().snapshots()), kept.size()));
    curve.add(
        diagnostics.row(
            cell,
            collector.steps(),
            learner.updates(),
            collector.episodes(),
            nominalReturn,
            provenance));
    diagnostics = new Diagnostics();
  }

  private TrainingResult finish(String status) throws IOException {
    if (snapshots.isEmpty()) {
      snapshots = List.of(new Snapshot(collector.steps(), learner.policy()));
    }
    byte[] policies = Snapshot.bytes(snapshots);
    artifacts.write(Snapshot.path(cell), policies);
    TrainingResult result =
        new TrainingResult(row(status, Hashes.sha256Hex(policies)), List.copyOf(curve));
    artifacts.write(
        resultPath(cell), JSON.writeValueAsBytes(result)); // the run is done from here on
    if (!result.run().failed()) {
      artifacts.delete(checkpointPath(cell));
    }
    progress.steps(cell.settings().steps(), cell.settings().steps());
    return result;
  }

  private RunRow row(String status, String checksum) {
    Recipe recipe = cell.recipe();
    List<Double> members = new ArrayList<>(cell.set());
    if (recipe.set() != SetKind.PLACEBO) { // whose models only say how much noise
      cell.models().forEach(model -> members.add(model.dataset().value()));
    }
    int last = Math.max(0, curve.size() - cell.settings().snapshots());
    return new RunRow(
        cell.task(),
        recipe.name(),
        recipe.backup().text(),
        recipe.regulariser().text(),
        recipe.improvement().text(),
        recipe.set().text(),
        recipe.randomisation().text(),
        cell.parameter(),
        cell.nominal(),
        members,
        cell.models().stream().map(ModelCell::id).toList(),
        size(cell),
        cell.seed(),
        status,
        collector.steps(),
        learner.updates(),
        collector.episodes(),
        curve.subList(last, curve.size()).stream()
            .mapToDouble(TrainingCurveRow::nominalReturn)
            .average()
            .orElse(0),
        clock.wallSeconds(),
        clock.cpuSeconds(),
        Snapshot.path(cell),
        checksum,
        provenance);
  }

  private void save() throws IOException {
    learner.requireFinite(); // else the last good checkpoint stays
    Checkpoint.write(
        artifacts,
        checkpointPath(cell),
        out -> {
          collector.save(out);
          learner.save(out);
          replay.save(out);
          diagnostics.save(out);
          Snapshot.write(snapshots, out);
          writeJson(curve.toArray(TrainingCurveRow[]::new), out);
          out.writeDouble(clock.wallSeconds());
          out.writeDouble(clock.cpuSeconds());
        });
  }

  /** Goes on from the checkpoint; without a whole one the run begins anew, with the same result. */
  private void resume() throws IOException {
    Checkpoint.read(artifacts, checkpointPath(cell), this::restore);
  }

  private void restore(DataInputStream in) throws IOException {
    collector.restore(in);
    learner.restore(in);
    replay.restore(in);
    diagnostics.restore(in);
    snapshots = Snapshot.read(in);
    curve =
        new ArrayList<>(
            List.of(JSON.readValue(in.readNBytes(in.readInt()), TrainingCurveRow[].class)));
    clock.add(in.readDouble(), in.readDouble());
  }

  private static void writeJson(Object value, DataOutputStream out) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(value);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Optional<TrainingResult> finished(RunCell cell, Artifacts artifacts)
      throws IOException {
    Optional<byte[]> result = artifacts.read(resultPath(cell));
    return result.isEmpty()
        ? Optional.empty()
        : Optional.of(JSON.readValue(result.get(), TrainingResult.class));
  }

  /** The size column: null where no model was learned. */
  static Long size(RunCell cell) {
    return cell.size().isPresent() ? cell.size().getAsLong() : null;
  }

  private static String checkpointPath(RunCell cell) {
    return cell.path() + "/checkpoint";
  }

  private static String resultPath(RunCell cell) {
    return cell.path() + "/result.json";
  }

  @Override
  public void close() {
    learner.close();
    evaluation.close();
    collector.close();
  }

  /** Wall and CPU time of the run's thread, over all of its attempts. */
  private static final class Clock {
    private final long wallStart = System.nanoTime();
    private final long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    private double wallBefore;
    private double cpuBefore;

    double wallSeconds() {
      return wallBefore + (System.nanoTime() - wallStart) / 1e9;
    }

    double cpuSeconds() {
      return cpuBefore
          + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9;
    }

    void add(double wall, double cpu) {
      wallBefore += wall;
      cpuBefore += cpu;
    }
  }
}
