package ddrmpo.tables;

import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.core.Table;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records of every table with random content; boxed components are null now and then. */
final class RandomRows {
  private final Rng rng;

  RandomRows(long seed) {
    rng = Seeds.rng(seed, "rows");
  }

  /** Rows of one cell. */
  List<Record> of(Table table, String cell, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (Record) record(table.row(), camel(table.cellColumn()), cell))
        .toList();
  }

  <R extends Record> List<R> of(Table table, Class<R> type, String cell, int count) {
    return of(table, cell, count).stream().map(type::cast).toList();
  }

  /** The record's whole content, that of arrays too: equal text means equal rows. */
  static String text(Record row) {
    return Arrays.stream(row.getClass().getRecordComponents())
        .map(
            component -> {
              try {
                Object value = component.getAccessor().invoke(row);
                return component.getName()
                    + "="
                    + (value instanceof Record nested
                        ? text(nested)
                        : Arrays.deepToString(new Object[] {value}));
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .collect(Collectors.joining(", "));
  }

  /** The content of every row, sorted, for rows in no particular order. */
  static List<String> texts(List<? extends Record> rows) {
    return rows.stream().map(RandomRows::text).sorted().toList();
  }

  private Object record(Class<?> type, String cellComponent, String cell) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(
                component ->
                    component.getName().equals(cellComponent)
                        ? cell
                        : value(component, cellComponent, cell))
            .toArray();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(RecordComponent component, String cellComponent, String cell) {
    Class<?> type = component.getType();
    if (type.isRecord()) {
      return record(type, cellComponent, cell);
    }
    return switch (component.getGenericType().getTypeName()) {
      case "boolean" -> rng.nextBoolean();
      case "int" -> rng.nextInt();
      case "long" -> rng.nextLong();
      case "float" -> (float) rng.nextGaussian();
      case "double" -> rng.nextInt(10) == 0 ? Double.NaN : rng.nextGaussian();
      case "java.lang.Long" -> rng.nextBoolean() ? null : rng.nextLong();
      case "java.lang.Double" -> rng.nextBoolean() ? null : rng.nextGaussian();
      case "java.lang.String" -> text();
      case "float[]" -> {
        float[] floats = new float[rng.nextInt(5)];
        rng.fillGaussian(floats, floats.length);
        yield floats;
      }
      case "double[]" -> rng.doubles(rng.nextInt(5)).toArray();
      case "java.util.List<java.lang.Double>" -> rng.doubles(rng.nextInt(5)).boxed().toList();
      case "java.util.List<java.lang.String>" -> {
        List<String> list = new ArrayList<>();
        for (int left = rng.nextInt(4); left > 0; left--) {
          list.add(text());
        }
        yield list;
      }
      default -> throw new IllegalStateException("no random " + component);
    };
  }

  private String text() {
    return switch (rng.nextInt(8)) {
      case 0 -> "";
      case 1 -> "Grüße, 'quoted' \"twice\"\n🙂";
      default -> Long.toHexString(rng.nextLong()).toLowerCase(Locale.ROOT);
    };
  }

  private static String camel(String snake) {
    int at = snake.indexOf('_');
    return snake.substring(0, at)
        + Character.toUpperCase(snake.charAt(at + 1))
        + snake.substring(at + 2);
  }
}
