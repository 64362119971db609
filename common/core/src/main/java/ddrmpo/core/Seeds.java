package ddrmpo.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Seeds derived by name. What a random number is for decides its seed, never the order in which
 * things run or the attempt, so a retry, a resume or another partitioning draws the same numbers.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for the named purpose, derived from a row's seed.
   *
   * @param seed the row's seed
   * @param names what the randomness is for, from general to particular, such as {@code "generate",
   *     "episode", "17"}
   */
  public static long derive(long seed, String... names) {
    StringBuilder text = new StringBuilder().append(seed);
    for (String name : names) {
      text.append('\u001f').append(name);
    }
    byte[] digest = Hashes.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong();
  }

  /** A generator for the named purpose. */
  public static Rng rng(long seed, String... names) {
    return new Rng(derive(seed, names));
  }
}
