package ddrmpo.tables;

import ddrmpo.core.Table;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.data.GenericRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.ArraySeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The one mapper between the records of {@link Table} and rows of Spark and Iceberg. A component
 * that is itself a record stands for its components, as in {@link Table#columns()}. Primitive
 * components make columns that are never null; all others may be null.
 */
public final class Rows {
  private static final Map<String, DataType> TYPES =
      Map.ofEntries(
          Map.entry("boolean", DataTypes.BooleanType),
          Map.entry("int", DataTypes.IntegerType),
          Map.entry("long", DataTypes.LongType),
          Map.entry("float", DataTypes.FloatType),
          Map.entry("double", DataTypes.DoubleType),
          Map.entry("java.lang.Long", DataTypes.LongType),
          Map.entry("java.lang.Double", DataTypes.DoubleType),
          Map.entry("java.lang.String", DataTypes.StringType),
          Map.entry("float[]", DataTypes.createArrayType(DataTypes.FloatType, false)),
          Map.entry("double[]", DataTypes.createArrayType(DataTypes.DoubleType, false)),
          Map.entry(
              "java.util.List<java.lang.Double>",
              DataTypes.createArrayType(DataTypes.DoubleType, false)),
          Map.entry(
              "java.util.List<java.lang.String>",
              DataTypes.createArrayType(DataTypes.StringType, false)));

  private static final ClassValue<Rows> MAPPERS =
      new ClassValue<>() {
        @Override
        protected Rows computeValue(Class<?> type) {
          return new Rows(tableOf(type));
        }
      };

  private final StructType schema;
  private final Node root;

  private Rows(Table table) {
    List<StructField> fields = new ArrayList<>();
    for (Table.Column column : table.columns()) {
      Class<?> type = column.component().getType();
      fields.add(
          DataTypes.createStructField(
                  column.name(), dataType(column.component().getGenericType()), !type.isPrimitive())
              .withComment(column.doc()));
    }
    this.schema = DataTypes.createStructType(fields);
    this.root = new Node(table.row(), 0);
  }

  /**
   * The columns of a table's record, with their documentation as comments.
   *
   * @throws IllegalArgumentException if the record is no table's row
   */
  public static StructType schema(Class<? extends Record> type) {
    return MAPPERS.get(type).schema;
  }

  /** The record as a Spark row, its values in the order of {@link #schema}. */
  public static Row row(Record row) {
    return RowFactory.create(values(row, Rows::toSpark));
  }

  /**
   * The record behind a row. Columns are found by name if the row has a schema, else by place;
   * further columns are ignored.
   */
  public static <R extends Record> R record(Row row, Class<R> type) {
    StructType wanted = schema(type);
    return record(
        type,
        place ->
            row.get(row.schema() == null ? place : row.fieldIndex(wanted.apply(place).name())));
  }

  /** The record as an Iceberg row of a table that has the columns of {@link #schema}. */
  static GenericRecord iceberg(Record row, GenericRecord template) {
    Object[] values = values(row, Rows::toIceberg);
    GenericRecord result = template.copy();
    for (int i = 0; i < values.length; i++) {
      result.set(i, values[i]);
    }
    return result;
  }

  /** The record behind an Iceberg row with the columns of {@link #schema}, in that order. */
  static <R extends Record> R record(org.apache.iceberg.data.Record row, Class<R> type) {
    return record(type, row::get);
  }

  private static Object[] values(Record row, Function<Object, Object> convert) {
    Rows mapper = MAPPERS.get(row.getClass());
    Object[] values = new Object[mapper.schema.size()];
    mapper.root.read(row, values, convert);
    return values;
  }

  private static <R extends Record> R record(Class<R> type, Function<Integer, Object> column) {
    Rows mapper = MAPPERS.get(type);
    return type.cast(mapper.root.make(column, mapper.schema));
  }

  private static Table tableOf(Class<?> type) {
    return Arrays.stream(Table.values())
        .filter(table -> table.row().equals(type))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Cannot map " + type + ": it is no table's row"));
  }

  private static DataType dataType(Type type) {
    DataType dataType = TYPES.get(type.getTypeName());
    if (dataType == null) {
      throw new IllegalArgumentException("Cannot map a column of " + type.getTypeName());
    }
    return dataType;
  }

  private static Object toSpark(Object value) {
    if (value instanceof float[] floats) {
      return new ArraySeq.ofFloat(floats);
    }
    if (value instanceof double[] doubles) {
      return new ArraySeq.ofDouble(doubles);
    }
    return value instanceof List<?> list ? list.toArray() : value;
  }

  private static Object toIceberg(Object value) {
    if (value instanceof float[] floats) {
      List<Float> list = new ArrayList<>(floats.length);
      for (float number : floats) {
        list.add(number);
      }
      return list;
    }
    return value instanceof double[] doubles ? Arrays.stream(doubles).boxed().toList() : value;
  }

  private static Object fromTable(Object value, Class<?> type) {
    if (type == float[].class) {
      List<?> list = list(value);
      float[] floats = new float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (Float) list.get(i);
      }
      return floats;
    }
    if (type == double[].class) {
      return list(value).stream().mapToDouble(Double.class::cast).toArray();
    }
    if (type == List.class) {
      return List.copyOf(list(value));
    }
    return type == String.class ? value.toString() : value;
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    return value instanceof Object[] array
        ? Arrays.asList(array)
        : CollectionConverters.asJava((scala.collection.Seq<?>) value);
  }

  /** A record class in the tree of records that a row flattens; its columns begin at a place. */
  private static final class Node {
    private final Class<?> type;
    private final Method[] accessors;
    private final Node[] children; // null where the component is a column
    private final int[] places;
    private final Constructor<?> constructor;
    private final int width;

    Node(Class<?> type, int begin) {
      this.type = type;
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      accessors =
          Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
      AccessibleObject.setAccessible(accessors, true); // spares a check at every call
      children = new Node[components.length];
      places = new int[components.length];
      int place = begin;
      for (int i = 0; i < components.length; i++) {
        places[i] = place;
        children[i] = types[i].isRecord() ? new Node(types[i], place) : null;
        place += children[i] == null ? 1 : children[i].width;
      }
      width = place - begin;
      try {
        constructor = type.getDeclaredConstructor(types);
      } catch (NoSuchMethodException e) {
        throw new AssertionError("a record has its canonical constructor", e);
      }
    }

    void read(Object record, Object[] into, Function<Object, Object> convert) {
      try {
        for (int i = 0; i < accessors.length; i++) {
          Object value = accessors[i].invoke(record);
          if (children[i] == null) {
            into[places[i]] = convert.apply(value);
          } else {
            children[i].read(value, into, convert);
          }
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read a record of " + type, e);
      }
    }

    Object make(Function<Integer, Object> column, StructType schema) {
      Object[] arguments = new Object[accessors.length];
      for (int i = 0; i < arguments.length; i++) {
        if (children[i] != null) {
          arguments[i] = children[i].make(column, schema);
          continue;
        }
        Object value = column.apply(places[i]);
        Class<?> wanted = accessors[i].getReturnType();
        if (value == null && wanted.isPrimitive()) {
          throw new IllegalArgumentException(
              "Cannot make " + type + ": column " + schema.apply(places[i]).name() + " is null");
        }
        arguments[i] = value == null ? null : fromTable(value, wanted);
      }
      try {
        return constructor.newInstance(arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot make a record of " + type, e);
      }
    }
  }
}
