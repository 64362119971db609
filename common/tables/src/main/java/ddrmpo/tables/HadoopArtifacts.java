package ddrmpo.tables;

import ddrmpo.core.Artifacts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Artifacts on any file system that Hadoop knows. Object stores show a file only once it is whole,
 * so there a plain write does; elsewhere the file is written aside and renamed.
 */
final class HadoopArtifacts implements Artifacts {
  private static final long serialVersionUID = 1L;
  private static final Set<String> OBJECT_STORES = Set.of("s3a", "gs", "oss", "cosn", "obs");

  private final String folder;
  private final HashMap<String, String> settings;
  private transient Configuration configuration;

  /** Artifacts below the URI, reached with the settings that differ from Hadoop's defaults. */
  HadoopArtifacts(String folder, Configuration configuration) {
    this.folder = folder;
    this.settings = new HashMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      String[] sources = configuration.getPropertySources(entry.getKey());
      if (sources == null || !sources[sources.length - 1].endsWith("-default.xml")) {
        settings.put(entry.getKey(), entry.getValue());
      }
    }
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    Path file = new Path(folder, path);
    try (FSDataInputStream in = fileSystem(file).open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    Path file = new Path(folder, path);
    FileSystem fileSystem = fileSystem(file);
    if (OBJECT_STORES.contains(fileSystem.getScheme())) {
      put(fileSystem, file, content);
      return;
    }
    Path aside = file.suffix("." + UUID.randomUUID() + ".part");
    put(fileSystem, aside, content);
    FileContext.getFileContext(file.toUri(), configuration())
        .rename(aside, file, Options.Rename.OVERWRITE);
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = new Path(folder, path);
    fileSystem(file).delete(file, false);
  }

  private static void put(FileSystem fileSystem, Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = fileSystem.create(file, true)) {
      out.write(content);
    }
  }

  private FileSystem fileSystem(Path file) throws IOException {
    return file.getFileSystem(configuration());
  }

  private synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = new Configuration();
      settings.forEach(configuration::set);
    }
    return configuration;
  }
}
