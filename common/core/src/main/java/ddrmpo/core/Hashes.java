package ddrmpo.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as bytes, as hexadecimal text and as the short ids of cells. */
public final class Hashes {
  private static final int ID_LENGTH = 16;

  private Hashes() {}

  /** A fresh SHA-256, whose digest is 32 bytes long. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes of the SHA-256 digest. */
  public static byte[] sha256(byte[] content) {
    return sha256().digest(content);
  }

  /** The digest as 64 hexadecimal digits. */
  public static String sha256Hex(byte[] content) {
    return HexFormat.of().formatHex(sha256(content));
  }

  /** The id of a cell with this content: 16 hexadecimal digits. */
  static String id(byte[] content) {
    return sha256Hex(content).substring(0, ID_LENGTH);
  }
}
