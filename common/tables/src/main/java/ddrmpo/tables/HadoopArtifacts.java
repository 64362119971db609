package ddrmpo.tables;

import ddrmpo.core.Artifacts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

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
  public Optional<InputStream> open(String path) throws IOException {
    Path file = new Path(folder, path);
    try {
      return Optional.of(fileSystem(file).open(file));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, Body body) throws IOException {
    Path file = new Path(folder, path);
    FileSystem fileSystem = fileSystem(file);
    if (OBJECT_STORES.contains(fileSystem.getScheme())) {
      put(fileSystem, file, body);
      return;
    }
    Path aside = file.suffix("." + UUID.randomUUID() + ".part");
    try {
      put(fileSystem, aside, body);
      FileContext.getFileContext(file.toUri(), configuration())
          .rename(aside, file, Options.Rename.OVERWRITE);
    } catch (IOException | RuntimeException e) {
      fileSystem.delete(aside, false);
      throw e;
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = new Path(folder, path);
    FileSystem fileSystem = fileSystem(file);
    fileSystem.delete(file, false);
    if (OBJECT_STORES.contains(fileSystem.getScheme())) {
      return;
    }
    long alive = Instant.now().minus(DEAD_AFTER).toEpochMilli();
    FileStatus[] asides = fileSystem.globStatus(file.suffix(".*.part"));
    for (FileStatus aside : asides == null ? new FileStatus[0] : asides) {
      if (aside.getModificationTime() < alive) {
        fileSystem.delete(aside.getPath(), false);
      }
    }
  }

  /** Closing gives an object its name, so a body that failed must not be closed. */
  private static void put(FileSystem fileSystem, Path file, Body body) throws IOException {
    FSDataOutputStream out = fileSystem.create(file, true);
    try {
      body.write(out);
    } catch (IOException | RuntimeException e) {
      discard(out, fileSystem, file);
      throw e;
    }
    out.close();
  }

  private static void discard(FSDataOutputStream out, FileSystem fileSystem, Path file)
      throws IOException {
    if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
      out.abort();
    } else {
      out.close();
      fileSystem.delete(file, false);
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
