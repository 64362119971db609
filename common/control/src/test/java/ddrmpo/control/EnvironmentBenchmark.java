package ddrmpo.control;

import ddrmpo.core.Rng;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A control step as users take it, with observation and reward: the steps of whole episodes of
 * random actions, without the reset before them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnvironmentBenchmark {
  private static final int STEPS = 1000;

  /** The simulated task. */
  @Param({
    "acrobot-swingup",
    "cartpole-balance",
    "cartpole-swingup",
    "cheetah-run",
    "hopper-hop",
    "hopper-stand",
    "pendulum-swingup",
    "walker-run",
    "walker-walk"
  })
  private String task;

  private Environment environment;
  private Rng rng;
  private double[] action; // [D]
  private double[] observation; // [O]
  private double[] start; // [S]

  /** Makes the simulator and a start state. */
  @Setup
  public void make() {
    environment = Environment.of(task, Suite.spec(task).perturbation().nominal());
    rng = new Rng(0);
    action = new double[environment.spec().actionSize()];
    observation = new double[environment.spec().observationSize()];
    start = new double[environment.spec().stateSize()];
    environment.reset(rng, observation);
    environment.state(start);
  }

  /** One episode. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public double episode() {
    double sum = 0;
    environment.restore(start, observation);
    for (int step = 0; step < STEPS; step++) {
      for (int d = 0; d < action.length; d++) {
        action[d] = rng.uniform(-1, 1);
      }
      sum += environment.step(action, observation);
    }
    return sum;
  }

  /** Frees the simulator. */
  @TearDown
  public void close() {
    environment.close();
  }
}
