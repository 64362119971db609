package ddrmpo.core;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one reader of settings: a record component {@code gradientSteps} is read from the key {@code
 * gradient-steps}, so no key is read by nobody and none is read twice.
 */
final class SettingsReader {
  private static final Pattern RANGE = Pattern.compile("(-?\\d{1,9})\\.\\.(-?\\d{1,9})");
  private static final String DECIMAL = "(-?\\d{1,9}(?:\\.\\d{1,12})?)";
  private static final Pattern GRID =
      Pattern.compile(DECIMAL + "\\.\\." + DECIMAL + " step " + DECIMAL);
  private static final Pattern NO_NUMBER = Pattern.compile("NaN|[+-]?Infinity");
  private static final int LONGEST_RANGE = 100_000;
  private static final int LONGEST_GRID = 1000;

  private SettingsReader() {}

  /** The keys of the records' components, in order. */
  static List<String> keys(List<Class<? extends Record>> records) {
    List<String> keys = new ArrayList<>();
    for (Class<? extends Record> record : records) {
      for (RecordComponent component : record.getRecordComponents()) {
        keys.add(kebab(component.getName()));
      }
    }
    return keys;
  }

  static String kebab(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /**
   * The record with these values.
   *
   * @param prefix what stands before the keys in messages, such as {@code "train."}
   * @throws UserError if a key is missing, a value has a wrong type, or the record refuses it
   */
  static <R extends Record> R read(Class<R> type, String prefix, ConfigObject values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = kebab(components[i].getName());
      ConfigValue value = values.get(key);
      if (value == null) {
        throw UserError.usage(
            "The key %s%s is missing: give it in the study or in its profile.", prefix, key);
      }
      arguments[i] = convert(prefix + key, components[i].getGenericType(), value);
    }
    return construct(type, components, arguments);
  }

  /** A component of a record. */
  static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("a record's accessors are public", e);
    }
  }

  /** The record with these components. */
  static <R extends Record> R construct(
      Class<R> type, RecordComponent[] components, Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserError refusal) {
        throw refusal;
      }
      throw new IllegalStateException("cannot make a " + type.getSimpleName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("a record has its canonical constructor", e);
    }
  }

  private static Object convert(String key, Type type, ConfigValue value) {
    if (type instanceof ParameterizedType list) {
      return list(key, list.getActualTypeArguments()[0], value);
    }
    return scalar(key, (Class<?>) type, value, value);
  }

  private static List<Object> list(String key, Type element, ConfigValue value) {
    List<Object> converted = new ArrayList<>();
    if (isRange(element, value)) {
      converted.addAll(range(key, (String) value.unwrapped()));
    } else if (isGrid(element, value)) {
      converted.addAll(grid(key, (String) value.unwrapped()));
    } else if (value instanceof ConfigList values) {
      for (ConfigValue each : values) {
        if (isRange(element, each)) {
          converted.addAll(range(key, (String) each.unwrapped()));
        } else if (isGrid(element, each)) {
          converted.addAll(grid(key, (String) each.unwrapped()));
        } else {
          converted.add(scalar(key, (Class<?>) element, each, value));
        }
      }
    } else {
      throw wrong(key, value, "a list of " + plural((Class<?>) element));
    }
    return List.copyOf(converted);
  }

  private static boolean isRange(Type element, ConfigValue value) {
    return element == Long.class
        && value.unwrapped() instanceof String text
        && RANGE.matcher(text).matches();
  }

  private static boolean isGrid(Type element, ConfigValue value) {
    return element == Double.class
        && value.unwrapped() instanceof String text
        && GRID.matcher(text).matches();
  }

  /** Every value of the grid, both ends included; computed in decimals, so 0.1 steps are exact. */
  private static List<Double> grid(String key, String text) {
    Matcher grid = GRID.matcher(text);
    if (!grid.matches()) {
      throw new IllegalArgumentException(text);
    }
    BigDecimal first = new BigDecimal(grid.group(1));
    BigDecimal last = new BigDecimal(grid.group(2));
    BigDecimal step = new BigDecimal(grid.group(3));
    BigDecimal length = last.subtract(first);
    if (step.signum() == 0
        || step.signum() * length.signum() < 0
        || length.remainder(step).signum() != 0
        || length.compareTo(step.multiply(BigDecimal.valueOf(LONGEST_GRID))) * step.signum() > 0) {
      throw UserError.usage(
          "%s = \"%s\" must be a grid whose step leads from the first to the last number, at most %d"
              + " steps long.",
          key, text, LONGEST_GRID);
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i <= length.divide(step).intValueExact(); i++) {
      values.add(first.add(step.multiply(BigDecimal.valueOf(i))).doubleValue());
    }
    return values;
  }

  private static List<Long> range(String key, String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(text);
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first || last - first >= LONGEST_RANGE) {
      throw UserError.usage(
          "%s = \"%s\" must be a range from the smaller to the larger number, at most %d long.",
          key, text, LONGEST_RANGE);
    }
    List<Long> values = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      values.add(i);
    }
    return values;
  }

  /** Converts one value; messages quote {@code whole}, the list that the value may stand in. */
  private static Object scalar(String key, Class<?> type, ConfigValue value, ConfigValue whole) {
    Object plain = value.unwrapped();
    if (isDecimal(type) && plain instanceof Number number) {
      return number.doubleValue();
    } else if (isDecimal(type)
        && plain instanceof String text
        && NO_NUMBER.matcher(text).matches()) {
      return Double.parseDouble(text); // for the record to refuse, naming its range
    } else if (isInteger(type) && plain instanceof Number number && isWhole(number)) {
      return integer(key, type, number.longValue());
    } else if (type == boolean.class && plain instanceof Boolean) {
      return plain;
    } else if (type == String.class && plain instanceof String) {
      return plain;
    } else if (type.isEnum() && plain instanceof String text) {
      return constant(type, key, text);
    }
    throw wrong(key, whole, whole == value ? singular(type) : "a list of " + plural(type));
  }

  private static boolean isDecimal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static boolean isInteger(Class<?> type) {
    return isInt(type) || type == long.class || type == Long.class;
  }

  private static boolean isInt(Class<?> type) {
    return type == int.class || type == Integer.class;
  }

  /** Whether the number is whole in any spelling, such as 1e6. */
  private static boolean isWhole(Number number) {
    double value = number.doubleValue();
    return !(number instanceof Double) || (value == Math.rint(value) && Math.abs(value) < 1e15);
  }

  private static Object integer(String key, Class<?> type, long value) {
    if (!isInt(type)) {
      return value;
    }
    if (value != (int) value) {
      throw UserError.usage(
          "%s = %d must lie in [%d, %d].", key, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return (int) value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constant(Class<?> type, String key, String text) {
    return Named.of((Class) type, "value of " + key, text);
  }

  private static UserError wrong(String key, ConfigValue value, String expected) {
    return UserError.usage(
        "%s = %s (%s) must be %s.", key, render(value), value.origin().description(), expected);
  }

  /** The value in one line, as in a study file; a number keeps its spelling, such as 1e-6. */
  static String render(ConfigValue value) {
    if (value.valueType() == ConfigValueType.NUMBER) {
      return value.atKey("number").getString("number");
    }
    String text = value.render(ConfigRenderOptions.concise());
    return text.replaceAll(",(?=\\S)", ", ");
  }

  private static String singular(Class<?> type) {
    if (isDecimal(type)) {
      return "a number";
    } else if (isInteger(type)) {
      return "a whole number";
    } else if (type == boolean.class) {
      return "true or false";
    }
    return type == String.class ? "text" : "one of " + names(type);
  }

  private static String plural(Class<?> type) {
    if (isDecimal(type)) {
      return "numbers";
    } else if (type == Long.class) {
      return "whole numbers such as [0, 1], or a range such as \"0..1\"";
    } else if (isInt(type)) {
      return "whole numbers such as [64, 64]";
    }
    return type == String.class ? "names" : names(type);
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Named) constant).text())
        .collect(Collectors.joining(", "));
  }
}
