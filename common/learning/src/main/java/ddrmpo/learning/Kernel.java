package ddrmpo.learning;

import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The native arithmetic of flat networks: a matrix product for AVX2 and FMA fused with bias and
 * activation, layer normalisation, Adam. The Java arrays are read and written in place, without a
 * copy; one call costs about a tenth of a microsecond. Arrays are row-major, {@code xAt} is the
 * index where x begins. The same bits come out on every CPU that has AVX2 and FMA, and a row's
 * result does not depend on the other rows. Thread-safe: nothing is shared.
 *
 * <p>Inference of a plain network is one {@link #linear} a layer. The caller answers for sizes and
 * offsets: the native side does not check them. Call {@link KernelLibrary#require} before the first
 * use. This class names no other of the project, because the library is generated from it alone.
 */
@Platform(include = "kernel.h")
public final class Kernel {
  /** No activation. */
  public static final int LINEAR = 0;

  /** x if positive, else exp(x) - 1. */
  public static final int ELU = 1;

  /** Hyperbolic tangent. */
  public static final int TANH = 2;

  /** x times the logistic function of x. */
  public static final int SILU = 3;

  private Kernel() {}

  /** Whether this CPU has AVX2 and FMA. */
  @Name("kernelSupported")
  static native boolean supported();

  /** y[R, O] = activation(x[R, I] w[I, O] + b[O]). The arrays w and b may be the same one. */
  @CriticalRegion
  @Name("kernelLinear")
  public static native void linear(
      int rows,
      int in,
      int out,
      @Const float[] x,
      int xAt,
      @Const float[] w,
      int wAt,
      @Const float[] b,
      int bAt,
      int activation,
      float[] y,
      int yAt);

  /**
   * The way back through y = x w + b: the gradient's weights [I, O] and bias [O] are overwritten,
   * and dx[R, I] too unless it is null.
   */
  @CriticalRegion
  @Name("kernelLinearBackward")
  static native void linearBackward(
      int rows,
      int in,
      int out,
      @Const float[] x,
      @Const float[] w,
      int wAt,
      @Const float[] dy,
      float[] gradient,
      int weightAt,
      int biasAt,
      float[] dx);

  /** y[R, W] = tanh(layer norm of z[R, W]); normal[R, W] and inverse[R] serve the way back. */
  @CriticalRegion
  @Name("kernelNormTanh")
  static native void normTanh(
      int rows,
      int width,
      @Const float[] z,
      @Const float[] theta,
      int gammaAt,
      int betaAt,
      float[] normal,
      float[] inverse,
      float[] y);

  /** Turns dy[R, W], the loss's derivative by y, into the derivative by z. */
  @CriticalRegion
  @Name("kernelNormTanhBackward")
  static native void normTanhBackward(
      int rows,
      int width,
      @Const float[] normal,
      @Const float[] inverse,
      @Const float[] y,
      @Const float[] theta,
      int gammaAt,
      float[] gradient,
      int gradientGammaAt,
      int gradientBetaAt,
      float[] dy);

  /**
   * The first layer for N actions at each of S states: y[S N, W] = tanh(layer norm of (h[S, W] +
   * a[S N, D] w[D, W])), the state's part h computed once a state; moments is scratch [D (D + 2)].
   */
  @CriticalRegion
  @Name("kernelExpandNormTanh")
  static native void expandNormTanh(
      int states,
      int copies,
      int actionSize,
      int width,
      @Const float[] h,
      int hAt,
      @Const float[] a,
      int aAt,
      @Const float[] theta,
      int wAt,
      int gammaAt,
      int betaAt,
      double[] moments,
      float[] y);

  /** Turns dy, the loss's derivative by y = elu(z), into the derivative by z. */
  @CriticalRegion
  @Name("kernelEluBackward")
  static native void eluBackward(int count, @Const float[] y, float[] dy);

  /** theta -= step m / (sqrt(v) root + 1e-8), with moments m and v of the scaled gradient. */
  @CriticalRegion
  @Name("kernelAdam")
  static native void adam(
      int count,
      @Const float[] gradient,
      float scale,
      float step,
      float root,
      float[] m,
      float[] v,
      float[] theta);

  /** The sum of squares, added up in float64. */
  @CriticalRegion
  @Name("kernelSquares")
  static native double squares(int count, @Const float[] x);
}
