package ddrmpo.control;

import ddrmpo.core.Rng;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Rollout;
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

/** The engine's own time for one control step: a thousand of them in one native call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class PhysicsBenchmark {
  private static final int STEPS = 1000;

  /** The simulated task. */
  @Param("pendulum-swingup")
  private String task;

  private Environment environment;
  private Data scratch;
  private int substeps;
  private double[] state; // [S]
  private double[] controls; // [T, D]
  private double[] states; // [T, S]
  private int[] status; // [T]

  /** Makes the simulator, a start state and random controls. */
  @Setup
  public void make() {
    environment = Environment.of(task, Suite.spec(task).perturbation().nominal());
    scratch = environment.model().newData();
    substeps = environment.substeps();
    Rng rng = new Rng(0);
    environment.reset(rng, new double[environment.spec().observationSize()]);
    state = new double[environment.spec().stateSize()];
    environment.state(state);
    controls = new double[STEPS * environment.spec().actionSize()];
    for (int i = 0; i < controls.length; i++) {
      controls[i] = rng.uniform(-1, 1);
    }
    states = new double[STEPS * state.length];
    status = new int[STEPS];
    if (trajectory() > 0) {
      throw new IllegalStateException("the simulation fails");
    }
  }

  /** Steps in a row. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public int trajectory() {
    return Rollout.trajectory(scratch, STEPS, state, controls, substeps, states, status);
  }

  /** Frees the simulator. */
  @TearDown
  public void close() {
    scratch.close();
    environment.close();
  }
}
