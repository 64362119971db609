package ddrmpo.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The way of numbers into PyTorch: one buffer for all calls, because direct memory comes back only
 * with the garbage collection. On a CPU the array made is this buffer, so it holds until the next
 * call. Not thread-safe.
 */
final class DirectFloats {
  private final ByteBuffer buffer;

  /** For at most {@code count} numbers. */
  DirectFloats(int count) {
    buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, count))
            .order(ByteOrder.nativeOrder());
  }

  /** An array of the manager's with the values from {@code begin} on. */
  NDArray array(NDManager manager, float[] values, int begin, Shape shape) {
    buffer.clear(); // DJL leaves its limit at the end of the last values
    buffer.asFloatBuffer().put(values, begin, Math.toIntExact(shape.size()));
    return manager.create(buffer, shape, DataType.FLOAT32);
  }
}
