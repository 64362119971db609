package ddrmpo.core;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds and parses the files of {@code conf}, which travel in the jar. A bare name is looked up in
 * the folder that the system property {@code ddrmpo.conf} names, if it is set, and then in the jar,
 * where it may stand in a sub-folder, such as {@code paper/fig01}; anything else with a slash or
 * the ending {@code .conf} is the path of a file.
 */
final class ConfFiles {
  static final String FOLDER_PROPERTY = "ddrmpo.conf";
  private static final String ENDING = ".conf";

  private ConfFiles() {}

  /**
   * The parsed file.
   *
   * @param kind what the file is, for messages: study or profile
   * @param folder the folder in {@code conf} that bare names are looked up in
   */
  static ConfigObject parse(String kind, String folder, String nameOrPath) {
    ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
    boolean name = !nameOrPath.contains("/") || names(folder).contains(nameOrPath); // else a path
    if (!name || nameOrPath.endsWith(ENDING)) {
      Path file = Path.of(nameOrPath);
      if (!Files.isRegularFile(file)) {
        throw UserError.usage(
            "There is no %s file \"%s\": give the path of a file, or a name in conf/%s such as \"%s\".",
            kind, nameOrPath, folder, Nearest.to(nameOrPath, names(folder)));
      }
      return parseFile(kind, file, options);
    }
    String inConf = folder + "/" + nameOrPath + ENDING;
    String override = System.getProperty(FOLDER_PROPERTY);
    if (override != null && Files.isRegularFile(Path.of(override, inConf))) {
      return parseFile(kind, Path.of(override, inConf), options);
    }
    if (ConfFiles.class.getResource("/conf/" + inConf) == null) {
      throw UserError.usage(
          "Unknown %s \"%s\": the nearest name in conf/%s is \"%s\"; or give the path of a file that ends in %s.",
          kind, nameOrPath, folder, Nearest.to(nameOrPath, names(folder)), ENDING);
    }
    ConfigParseOptions described = options.setOriginDescription("conf/" + inConf);
    return resolve(
        kind,
        () ->
            ConfigFactory.parseResources(
                ConfFiles.class.getClassLoader(), "conf/" + inConf, described));
  }

  private static ConfigObject parseFile(String kind, Path file, ConfigParseOptions options) {
    ConfigParseOptions described = options.setOriginDescription(file.toString());
    return resolve(kind, () -> ConfigFactory.parseFile(file.toFile(), described));
  }

  /** What the parser reads; its complaints, which name file and line, become the user's. */
  static ConfigObject resolve(String kind, Supplier<Config> parser) {
    try {
      return parser.get().resolve(ConfigResolveOptions.noSystem()).root();
    } catch (ConfigException e) {
      throw UserError.usage(
          "Cannot read the %s: %s", kind, e.getMessage().strip().replaceAll("\\s*\\R\\s*", " "));
    }
  }

  /** The names in a folder of {@code conf} and its sub-folders, sorted. */
  static List<String> names(String folder) {
    TreeSet<String> names = new TreeSet<>(shipped(folder));
    String override = System.getProperty(FOLDER_PROPERTY);
    if (override != null && Files.isDirectory(Path.of(override, folder))) {
      try {
        names.addAll(names(Path.of(override, folder)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(names);
  }

  private static List<String> shipped(String folder) {
    URL url = ConfFiles.class.getResource("/conf/" + folder);
    try {
      if (url != null && url.openConnection() instanceof JarURLConnection jar) {
        URI file = jar.getJarFileURL().toURI();
        try (FileSystem inside = FileSystems.newFileSystem(Path.of(file), (ClassLoader) null)) {
          return names(inside.getPath("conf", folder));
        }
      }
      return url == null ? List.of() : names(Path.of(url.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError("a class path entry has a valid address", e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .toList();
    }
  }
}
