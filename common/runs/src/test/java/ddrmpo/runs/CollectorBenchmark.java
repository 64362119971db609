package ddrmpo.runs;

import ddrmpo.control.PhysicsSet;
import ddrmpo.control.Suite;
import ddrmpo.core.RunCell;
import ddrmpo.core.TaskSpec;
import ddrmpo.learning.Learner;
import ddrmpo.learning.Replay;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Collecting for r-mpo in pendulum swingup: the policy's action, a step of the nominal simulator
 * and of two perturbed ones, and the insertion into the replay. No updates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class CollectorBenchmark {
  private Collector collector;
  private Learner learner;
  private Replay replay;

  /** Makes a run without its loop. */
  @Setup
  public void make() {
    RunCell cell = Cells.run("r-mpo", 100_000, 0);
    TaskSpec spec = Suite.spec(cell.task());
    int slots = cell.set().size();
    collector = new Collector(cell, PhysicsSet.of(cell.task(), cell.parameter(), cell.set()));
    learner =
        Learner.of(
            cell.recipe(),
            cell.learner(),
            spec.observationSize(),
            spec.actionSize(),
            slots,
            true,
            0,
            0);
    replay = new Replay(cell.settings().replay(), spec.observationSize(), spec.actionSize(), slots);
  }

  /** One step; those of the warm-up use up the random ones. */
  @Benchmark
  public void step() {
    collector.step(learner, replay);
  }

  /** Frees the simulators. */
  @TearDown
  public void close() {
    collector.close();
  }
}
