package ddrmpo.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Automatic differentiation by DJL's PyTorch engine, thread by thread. DJL's own gradient collector
 * keeps one flag a JVM, so two trainers could not run side by side; what lies below it can. The
 * only class that touches {@code ai.djl.pytorch.jni}.
 */
public final class DjlGradients {
  private static final float NO_WEIGHT_DECAY = 0;

  /** Any negative number; 0 would clip gradients to nothing. */
  private static final float NO_CLIPPING = -1;

  private DjlGradients() {}

  /**
   * Runs a computation with gradients switched on in this thread and one thread for each of its
   * operations, so that several can run side by side and each gives the same bits as alone.
   *
   * @param computation is given the owner of all native memory, closed afterwards
   */
  public static <T> T compute(Function<NDManager, T> computation) {
    try (NDManager manager = DjlEngine.manager(Device.cpu())) {
      return with(() -> computation.apply(manager));
    }
  }

  /** As {@link #compute}, on memory that the caller owns. */
  static <T> T with(Supplier<T> computation) {
    return inMode(true, computation);
  }

  /** As {@link #with}, but with gradients switched off. */
  static <T> T without(Supplier<T> computation) {
    return inMode(false, computation);
  }

  private static <T> T inMode(boolean gradients, Supplier<T> computation) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setNumThreads(1);
    JniUtils.setGradMode(gradients);
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Adds the gradient of a scalar to every parameter that it depends on. */
  public static void backward(NDArray scalar) {
    try (NDArray one = scalar.onesLike()) {
      backward(scalar, one);
    }
  }

  /** The same of a loss whose derivative by these outputs is known. */
  static void backward(NDArray outputs, NDArray derivative) {
    JniUtils.backward((PtNDArray) outputs, (PtNDArray) derivative, false, false);
  }

  /** Makes a parameter's gradient zero. */
  static void zero(NDArray parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter);
  }

  /**
   * One step of Adam on a parameter with its gradient so far, multiplied by the scale; the gradient
   * stays.
   */
  static void adamStep(
      NDArray parameter,
      NDArray mean,
      NDArray variance,
      float rate,
      float correctedRate,
      float beta1,
      float beta2,
      float epsilon,
      float scale) {
    PtNDArray weight = (PtNDArray) parameter;
    try (PtNDArray gradient = JniUtils.getGradient(weight)) {
      JniUtils.adamUpdate(
          weight,
          gradient,
          (PtNDArray) mean,
          (PtNDArray) variance,
          rate,
          correctedRate,
          NO_WEIGHT_DECAY,
          scale,
          NO_CLIPPING,
          beta1,
          beta2,
          epsilon,
          false);
    }
  }
}
