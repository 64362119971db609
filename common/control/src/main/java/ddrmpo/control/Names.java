package ddrmpo.control;

import java.util.ArrayList;
import java.util.List;

/** Names of an observation's components, made in series. */
final class Names {
  private final List<String> names = new ArrayList<>();

  private Names() {}

  static Names of() {
    return new Names();
  }

  /** One name for each part, such as {@code knee-angle} from knee and {@code %s-angle}. */
  Names each(List<String> parts, String pattern) {
    for (String part : parts) {
      names.add(pattern.formatted(part));
    }
    return this;
  }

  List<String> list() {
    return List.copyOf(names);
  }
}
