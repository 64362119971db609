package ddrmpo.jobs;

import ddrmpo.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the tables are and how much of the machine may be used. */
final class WarehouseOptions {
  private static final String CATALOG_FILE = "catalog.db";

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      defaultValue = "warehouse",
      description =
          "Folder of the tables, or a URI such as s3a://bucket/path (default: ./warehouse).")
  private String location;

  @Option(
      names = "--catalog",
      paramLabel = "JDBC-URI",
      description =
          "Database of the tables' catalog; needed for a remote warehouse (default: a file in the"
              + " warehouse).")
  private String catalog;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Runs at once (default: one for each core of this machine; on a cluster as many as it"
              + " has room for).")
  private Integer slots;

  @Option(names = "--quiet", description = "No progress on standard error.")
  private boolean quiet;

  String location() {
    return location;
  }

  Optional<String> catalog() {
    return Optional.ofNullable(catalog);
  }

  /** Runs at once, if given. */
  Optional<Integer> slots() {
    if (slots != null && slots < 1) {
      throw UserError.usage("--slots %d must be at least 1.", slots);
    }
    return Optional.ofNullable(slots);
  }

  boolean quiet() {
    return quiet;
  }

  /** Refuses a local warehouse that cannot be written to, before anything is started. */
  void requireWritable() {
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder.get());
      Files.delete(Files.createTempFile(folder.get(), ".writable-", ""));
    } catch (IOException e) {
      throw UserError.data(
          "Cannot write to warehouse %s (%s): make it writable or choose another location.",
          folder.get(), e);
    }
  }

  /** Refuses a local warehouse that is not there. */
  void requireThere() {
    if (!there()) {
      throw UserError.data(
          "There is no warehouse %s: name one with --warehouse, or make it with \"ddr study STUDY\".",
          folder().map(Path::toString).orElse(location));
    }
  }

  /** Whether there is a warehouse; of a remote one it is not known, and yes. */
  boolean there() {
    return folder().isEmpty()
        || catalog != null
        || Files.exists(folder().get().resolve(CATALOG_FILE));
  }

  /** The folder of a local warehouse. */
  private Optional<Path> folder() {
    return folder(location);
  }

  /** The folder of this machine that a location names, or nothing for a remote one. */
  static Optional<Path> folder(String location) {
    if (location.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") && !location.startsWith("file:")) {
      return Optional.empty();
    }
    return Optional.of(
        Path.of(location.replaceFirst("^file:(//)?", "")).toAbsolutePath().normalize());
  }
}
