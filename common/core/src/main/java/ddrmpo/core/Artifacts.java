package ddrmpo.core;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The warehouse's files beside its tables: model weights, checkpoints, policies. Paths are relative
 * to the warehouse, with forward slashes. A file is either absent or whole. Serializable, so that a
 * task on an executor can hold one.
 */
public interface Artifacts extends Serializable {

  /** The file's content, or nothing if there is no such file. */
  Optional<byte[]> read(String path) throws IOException;

  /** Writes the whole file aside, then gives it its name, replacing an older one. */
  void write(String path, byte[] content) throws IOException;

  /** Removes the file if it is there. */
  void delete(String path) throws IOException;
}
