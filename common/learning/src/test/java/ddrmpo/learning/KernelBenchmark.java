package ddrmpo.learning;

import ddrmpo.core.Rng;
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
import org.openjdk.jmh.annotations.Warmup;

/** One matrix product of the sizes that updates have: a layer without an activation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  /** Rows, inputs and outputs. */
  @Param({"15360x500x500", "1024x500x500", "5120x256x256", "640x64x64"})
  private String product;

  private int rows;
  private int in;
  private int out;
  private float[] x;
  private float[] w;
  private float[] b;
  private float[] y;

  /** Fills the arrays with random numbers. */
  @Setup
  public void make() {
    KernelLibrary.require();
    String[] sizes = product.split("x", -1);
    rows = Integer.parseInt(sizes[0]);
    in = Integer.parseInt(sizes[1]);
    out = Integer.parseInt(sizes[2]);
    Rng rng = new Rng(0);
    x = new float[rows * in];
    w = new float[in * out];
    b = new float[out];
    y = new float[rows * out];
    rng.fillGaussian(x, x.length);
    rng.fillGaussian(w, w.length);
  }

  /** One product. */
  @Benchmark
  public float[] linear() {
    Kernel.linear(rows, in, out, x, 0, w, 0, b, 0, Kernel.LINEAR, y, 0);
    return y;
  }
}
