package ddrmpo.runs;

import ddrmpo.core.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Files that end with the SHA-256 of what stands before it, so that a damaged one is known as such.
 */
final class Checkpoint {
  private static final int DIGEST = 32;

  private Checkpoint() {}

  /** What a checkpoint holds is written by this. */
  interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  /** The body with its digest. */
  static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      body.write(out);
      out.flush();
      out.write(Hashes.sha256(bytes.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The body of a file whose digest fits.
   *
   * @throws IOException if the file is truncated or changed
   */
  static byte[] checked(byte[] content) throws IOException {
    int length = content.length - DIGEST;
    if (length < 0) {
      throw new IOException("truncated to " + content.length + " bytes");
    }
    byte[] body = Arrays.copyOf(content, length);
    if (!Arrays.equals(Hashes.sha256(body), Arrays.copyOfRange(content, length, content.length))) {
      throw new IOException("its checksum does not fit");
    }
    return body;
  }
}
