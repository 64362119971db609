package ddrmpo.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Artifacts in a folder of this machine. */
public final class LocalArtifacts implements Artifacts {
  private static final long serialVersionUID = 1L;

  private final String folder;

  /** Artifacts below the folder, which is made when first written to. */
  public LocalArtifacts(Path folder) {
    this.folder = folder.toAbsolutePath().toString();
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(Path.of(folder, path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    Path file = Path.of(folder, path);
    Files.createDirectories(file.getParent());
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.write(aside, content);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(Path.of(folder, path));
  }
}
