package ddrmpo.learning;

import ddrmpo.core.UserError;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of numbers; in checkpoints a length, then the numbers, bit by bit. */
final class Floats {
  private static final int CHUNK = 1 << 14;

  private Floats() {}

  static void write(float[] values, DataOutput out) throws IOException {
    write(values, values.length, out);
  }

  static void write(float[] values, int count, DataOutput out) throws IOException {
    out.writeInt(count);
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK, count));
    for (int begin = 0; begin < count; begin += CHUNK) {
      int length = Math.min(CHUNK, count - begin);
      bytes.asFloatBuffer().put(values, begin, length);
      out.write(bytes.array(), 0, Float.BYTES * length);
    }
  }

  static void read(float[] into, DataInput in) throws IOException {
    read(into, into.length, in);
  }

  /**
   * Reads into the first {@code count} places.
   *
   * @throws UserError if the array was written with another length
   */
  static void read(float[] into, int count, DataInput in) throws IOException {
    expect("array length", count, in.readInt());
    byte[] bytes = new byte[Float.BYTES * Math.min(CHUNK, count)];
    for (int begin = 0; begin < count; begin += CHUNK) {
      int length = Math.min(CHUNK, count - begin);
      in.readFully(bytes, 0, Float.BYTES * length);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(into, begin, length);
    }
  }

  /** Returns the value found if it is the one expected. */
  static int expect(String what, int expected, int found) {
    if (found != expected) {
      throw UserError.data(
          "The checkpoint does not fit: %s is %d, not %d. Delete it to start the run afresh.",
          what, found, expected);
    }
    return found;
  }

  static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
