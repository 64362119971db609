package ddrmpo.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The versions behind a row, for its provenance and for {@code --version}. */
public final class Versions {
  private static final String PROJECT = read();

  private Versions() {}

  /** The version of this project, as in the root pom. */
  public static String project() {
    return PROJECT;
  }

  /** The version of the Java runtime. */
  public static String java() {
    return Runtime.version().toString();
  }

  /**
   * All versions in one line: {@code ddr-mpo 0.1.0, java 17.0.12, djl 0.35.1, ...}.
   *
   * @param engines version by engine, from the rooms that use them; put in alphabetical order
   */
  public static String text(Map<String, String> engines) {
    String engineText =
        new TreeMap<>(engines)
            .entrySet().stream()
                .map(engine -> ", " + engine.getKey() + " " + engine.getValue())
                .collect(Collectors.joining());
    return "ddr-mpo " + project() + ", java " + java() + engineText;
  }

  private static String read() {
    try (InputStream file = Versions.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
