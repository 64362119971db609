package ddrmpo.runs;

import ddrmpo.core.Versions;
import ddrmpo.mujoco.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The engines behind a row, for its provenance. */
public final class EngineVersions {
  private EngineVersions() {}

  /** Versions of project, Java, DJL, libtorch and MuJoCo in one line; loads MuJoCo only. */
  public static String text() {
    Map<String, String> engines = new HashMap<>();
    try (InputStream file = EngineVersions.class.getResourceAsStream("engines.properties")) {
      Properties built = new Properties();
      built.load(file);
      built.stringPropertyNames().forEach(name -> engines.put(name, built.getProperty(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    engines.put("mujoco", Model.version());
    return Versions.text(engines);
  }
}
