package ddrmpo.core;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/** Settings from the command line, as a layer of a study. */
final class Overrides {
  private Overrides() {}

  /** The overrides as one object; a later one is stronger. */
  static ConfigObject parse(List<String> overrides) {
    ConfigObject layer = ConfigFactory.empty().root();
    for (String override : overrides) {
      layer = parse(override).withFallback(layer);
    }
    return layer;
  }

  private static ConfigObject parse(String override) {
    int equals = override.indexOf('=');
    String text = override.substring(equals + 1);
    if (equals < 1 || text.isBlank()) {
      throw wrong(override);
    }
    String where = "--set " + override;
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(where);
    ConfigObject parsed =
        ConfFiles.resolve("override", () -> ConfigFactory.parseString("value = " + text, options));
    if (parsed.size() != 1) {
      throw wrong(override);
    }
    List<String> path = path(override, override.substring(0, equals).strip());
    ConfigValue value =
        parsed.get("value").withOrigin(ConfigOriginFactory.newSimple(where)); // without a line
    for (int i = path.size() - 1; i >= 0; i--) {
      value = ConfigValueFactory.fromMap(Map.of(path.get(i), value), where);
    }
    return (ConfigObject) value;
  }

  private static List<String> path(String override, String key) {
    try {
      return ConfigUtil.splitPath(key);
    } catch (ConfigException e) {
      throw wrong(override);
    }
  }

  private static UserError wrong(String override) {
    return UserError.usage(
        "--set %s is no setting: write key=value, such as --set train.steps=1000.", override);
  }
}
