package ddrmpo.learning;

import ddrmpo.core.ModelKind;
import ddrmpo.core.UserError;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The file format of transition models, big-endian: magic, version, kind, length of the content,
 * the content's CRC-32C, the content. Arrays in the content stand behind their length.
 */
final class TransitionModelFile {
  /** "DTMF". */
  private static final int MAGIC = 0x44544d46;

  private static final int VERSION = 2;
  private static final int HEADER = 5 * Integer.BYTES;

  private TransitionModelFile() {}

  static TransitionModel read(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw truncated(bytes.length, HEADER);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getInt() != MAGIC) {
      throw UserError.data(
          "The file is not a transition model: fit it again, or name the right file.");
    }
    int version = header.getInt();
    if (version != VERSION) {
      throw UserError.data(
          "The transition model has format version %d, this program reads %d: fit it again.",
          version, VERSION);
    }
    int kind = header.getInt();
    int length = header.getInt();
    int checksum = header.getInt();
    if (length != bytes.length - HEADER) {
      throw truncated(bytes.length, HEADER + (long) length);
    }
    if (checksum != checksum(bytes, HEADER, length)) {
      throw UserError.data("The transition model is damaged: its checksum differs: fit it again.");
    }
    if (kind < 0 || kind >= ModelKind.values().length) {
      throw damaged();
    }
    Reader content = new Reader(ByteBuffer.wrap(bytes, HEADER, length));
    try {
      return switch (ModelKind.values()[kind]) {
        case NEURAL -> NeuralTransitionModel.read(content);
        case LINEAR -> LinearTransitionModel.read(content);
        case TREE -> TreeTransitionModel.read(content);
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static UserError truncated(long have, long expected) {
    return UserError.data(
        "The transition model is truncated: it has %d bytes instead of %d: fit it again.",
        have, expected);
  }

  private static UserError damaged() {
    return UserError.data(
        "The transition model is damaged: its sizes contradict each other: fit it again.");
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** Reads a content whose sizes nobody vouches for: no array is longer than what is left. */
  static final class Reader {
    private final ByteBuffer content;

    private Reader(ByteBuffer content) {
      this.content = content;
    }

    int integer() {
      return content.getInt();
    }

    int[] integers() {
      int[] values = new int[length()];
      content.asIntBuffer().get(values);
      skip(values.length);
      return values;
    }

    float[] floats() {
      float[] values = new float[length()];
      content.asFloatBuffer().get(values);
      skip(values.length);
      return values;
    }

    private int length() {
      int length = content.getInt();
      if (length < 0 || length > content.remaining() / Integer.BYTES) {
        throw new BufferUnderflowException();
      }
      return length;
    }

    private void skip(int values) {
      content.position(content.position() + values * Integer.BYTES);
    }
  }

  /** Writes a content and puts the header before it. */
  static final class Writer {
    private ByteBuffer content = ByteBuffer.allocate(4096).position(HEADER);

    Writer integer(int value) {
      room(Integer.BYTES).putInt(value);
      return this;
    }

    Writer integers(int... values) {
      integer(values.length);
      ByteBuffer into = room(values.length * Integer.BYTES);
      for (int value : values) {
        into.putInt(value);
      }
      return this;
    }

    Writer floats(float[] values) {
      integer(values.length);
      ByteBuffer into = room(values.length * Float.BYTES);
      for (float value : values) {
        into.putFloat(value);
      }
      return this;
    }

    private ByteBuffer room(int bytes) {
      if (content.remaining() < bytes) {
        int position = content.position();
        content =
            ByteBuffer.wrap(Arrays.copyOf(content.array(), 2 * (position + bytes)))
                .position(position);
      }
      return content;
    }

    byte[] file(ModelKind kind) {
      byte[] bytes = Arrays.copyOf(content.array(), content.position());
      int length = bytes.length - HEADER;
      ByteBuffer.wrap(bytes)
          .putInt(MAGIC)
          .putInt(VERSION)
          .putInt(kind.ordinal())
          .putInt(length)
          .putInt(checksum(bytes, HEADER, length));
      return bytes;
    }
  }
}
