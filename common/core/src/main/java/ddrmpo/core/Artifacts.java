package ddrmpo.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * The warehouse's files beside its tables: model weights, checkpoints, policies. Paths are relative
 * to the warehouse, with forward slashes. A file is either absent or whole. Serializable, so that a
 * task on an executor can hold one.
 */
public interface Artifacts extends Serializable {
  /** How long a file aside is left alone, because its writer may live. */
  Duration DEAD_AFTER = Duration.ofHours(1);

  /** Writes the content of one file; does not close the stream. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** The file, or nothing if there is no such file; the caller closes it. */
  Optional<InputStream> open(String path) throws IOException;

  /**
   * Writes the whole file aside, then gives it its name, replacing an older one. If the body fails,
   * nothing has happened.
   */
  void write(String path, Body body) throws IOException;

  /**
   * Removes the file if it is there, and what its writers left aside when they died. A writer
   * counts as dead if it has written nothing for {@link #DEAD_AFTER}.
   */
  void delete(String path) throws IOException;

  /** The content of a file that is small, or nothing if there is no such file. */
  default Optional<byte[]> read(String path) throws IOException {
    Optional<InputStream> file = open(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = file.get()) {
      return Optional.of(in.readAllBytes());
    }
  }

  /** As {@link #write(String, Body)}, of content that is small. */
  default void write(String path, byte[] content) throws IOException {
    write(path, out -> out.write(content));
  }
}
