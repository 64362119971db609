package ddrmpo.core;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An enum whose constants have a name in study files, tables and the README. */
public interface Named {

  /** The name in lower case with hyphens. */
  @JsonValue
  String text();

  /**
   * The constant with this name.
   *
   * @param what what the name stands for, for the message
   * @throws UserError if there is none; the message lists the names
   */
  static <E extends Enum<E> & Named> E of(Class<E> type, String what, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.text().equals(name)) {
        return constant;
      }
    }
    throw UserError.usage(
        "Unknown %s \"%s\": use one of %s.",
        what,
        name,
        Arrays.stream(type.getEnumConstants()).map(Named::text).collect(Collectors.joining(", ")));
  }
}
