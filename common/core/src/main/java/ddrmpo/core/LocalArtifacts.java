package ddrmpo.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
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
  public Optional<InputStream> open(String path) throws IOException {
    try {
      return Optional.of(Files.newInputStream(Path.of(folder, path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, Body body) throws IOException {
    Path file = Path.of(folder, path);
    Files.createDirectories(file.getParent());
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(aside)) {
        body.write(out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = Path.of(folder, path);
    if (!Files.isDirectory(file.getParent())) {
      return;
    }
    Files.deleteIfExists(file);
    Instant alive = Instant.now().minus(DEAD_AFTER);
    try (DirectoryStream<Path> asides =
        Files.newDirectoryStream(file.getParent(), file.getFileName() + ".*.part")) {
      for (Path aside : asides) {
        if (Files.getLastModifiedTime(aside).toInstant().isBefore(alive)) {
          Files.deleteIfExists(aside);
        }
      }
    }
  }
}
