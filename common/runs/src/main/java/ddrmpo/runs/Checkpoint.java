package ddrmpo.runs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.Hashes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Files that end with the SHA-256 of what stands before it, so that a damaged one is known as such.
 * They are written and read as streams: a checkpoint is as large as its replay.
 */
final class Checkpoint {
  private static final int DIGEST = 32;
  private static final int BUFFER = 1 << 16;

  private Checkpoint() {}

  /** What a file holds is written by this. */
  interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  /** What a file holds is read by this. */
  interface Reader {
    void read(DataInputStream in) throws IOException;
  }

  /** Writes the body with its digest as a file. */
  static void write(Artifacts artifacts, String path, Body body) throws IOException {
    artifacts.write(path, out -> write(body, out));
  }

  /**
   * Hands the file's body to the reader, if the file is there and its digest fits. The whole file
   * is digested first, so that the reader never sees damaged content.
   *
   * @return whether the reader was called
   */
  static boolean read(Artifacts artifacts, String path, Reader reader) throws IOException {
    Optional<InputStream> digested = artifacts.open(path);
    if (digested.isEmpty()) {
      return false;
    }
    try (InputStream in = digested.get()) {
      if (!whole(in)) {
        return false;
      }
    }
    Optional<InputStream> file = artifacts.open(path);
    if (file.isEmpty()) {
      return false;
    }
    try (InputStream in = file.get()) {
      reader.read(new DataInputStream(new BufferedInputStream(in, BUFFER)));
    }
    return true;
  }

  /** The body with its digest, for a file that is small. */
  static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(body, bytes);
    } catch (IOException e) {
      throw new AssertionError("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The body of a small file whose digest fits, and the digest after it.
   *
   * @throws IOException if the file is truncated or changed
   */
  static DataInputStream checked(byte[] content) throws IOException {
    if (!whole(new ByteArrayInputStream(content))) {
      throw new IOException("its checksum does not fit its " + content.length + " bytes");
    }
    return new DataInputStream(new ByteArrayInputStream(content));
  }

  private static void write(Body body, OutputStream out) throws IOException {
    DigestOutputStream digested = new DigestOutputStream(out, Hashes.sha256());
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(digested, BUFFER));
    body.write(data);
    data.flush();
    out.write(digested.getMessageDigest().digest());
  }

  /** Whether the last bytes of a file are the digest of all the others. */
  private static boolean whole(InputStream in) throws IOException {
    MessageDigest digest = Hashes.sha256();
    byte[] buffer = new byte[BUFFER];
    int kept = 0; // the last bytes so far, which are the digest if no more follow
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer, kept, BUFFER - kept)) {
      int end = kept + read;
      int body = Math.max(0, end - DIGEST);
      digest.update(buffer, 0, body);
      System.arraycopy(buffer, body, buffer, 0, end - body);
      kept = end - body;
    }
    return kept == DIGEST && Arrays.equals(digest.digest(), Arrays.copyOf(buffer, DIGEST));
  }
}
