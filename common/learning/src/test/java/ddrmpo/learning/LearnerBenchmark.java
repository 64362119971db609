package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Profiles;
import ddrmpo.core.Recipe;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One update of the learner, for an observation of 3 and an action of 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class LearnerBenchmark {
  /** Batch, actions, policy and critic. */
  @Param({"64 10 64,64 64,64", "256 20 256,256 256,256", "1024 15 200,200,200 500,500,500"})
  private String shape;

  /** Slots of successors; 1 is recipe mpo, 3 is r-mpo. */
  @Param({"1", "3"})
  private int models;

  private Learner learner;
  private Replay replay;

  /** Makes learner and replay. */
  @Setup
  public void make() {
    String[] parts = shape.split(" ", -1);
    LearnerSettings settings =
        Profiles.learner(
            "laptop",
            List.of(
                "learner.batch=" + parts[0],
                "learner.actions=" + parts[1],
                "learner.policy=[" + parts[2] + "]",
                "learner.critic=[" + parts[3] + "]"));
    Recipe recipe = Recipe.named(models == 1 ? "mpo" : "r-mpo");
    learner = Learner.of(recipe, settings, 3, 1, models, true, 0, 0);
    replay = RandomReplay.of(20_000, 3, 1, models, 0);
  }

  /** Frees the engine's memory. */
  @TearDown
  public void close() {
    learner.close();
  }

  /** One update. */
  @Benchmark
  public UpdateStatistics update() {
    return learner.update(replay);
  }
}
