package ddrmpo.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Function;

/**
 * Automatic differentiation by DJL's PyTorch engine, thread by thread. DJL's own gradient collector
 * keeps one flag a JVM, so two trainers could not run side by side; what lies below it can. The
 * only class that touches {@code ai.djl.pytorch.jni}.
 */
public final class DjlGradients {
  private static final float NO_WEIGHT_DECAY = 0;
  private static final float NO_RESCALING = 1;

  /** Any negative number; 0 would clip gradients to nothing. */
  private static final float NO_CLIPPING = -1;

  static {
    // The natives come as jars: nothing may be looked for on the network.
    System.setProperty("ai.djl.offline", "true");
  }

  private DjlGradients() {}

  /**
   * Runs a computation with gradients switched on in this thread and one thread for each of its
   * operations, so that several can run side by side and each gives the same bits as alone.
   *
   * @param computation is given the owner of all native memory, closed afterwards
   */
  public static <T> T compute(Function<NDManager, T> computation) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      boolean before = JniUtils.isGradMode();
      JniUtils.setNumThreads(1);
      JniUtils.setGradMode(true);
      try {
        return computation.apply(manager);
      } finally {
        JniUtils.setGradMode(before);
      }
    }
  }

  /** Adds the gradient of a scalar to every parameter that it depends on. */
  public static void backward(NDArray scalar) {
    try (NDArray one = scalar.onesLike()) {
      JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
    }
  }

  /** One step of Adam on a parameter with its gradient so far, which becomes zero. */
  static void adamStep(
      NDArray parameter,
      NDArray mean,
      NDArray variance,
      float rate,
      float correctedRate,
      float beta1,
      float beta2,
      float epsilon) {
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
          NO_RESCALING,
          NO_CLIPPING,
          beta1,
          beta2,
          epsilon,
          false);
      JniUtils.zeroGrad(weight);
    }
  }
}
