package ddrmpo.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** How the answer to a query is printed. Numbers keep their full precision. */
enum ResultFormat {
  /** Columns for people; null is empty. */
  table {
    @Override
    void print(List<String> columns, List<Row> rows, PrintStream out) {
      TextTable text = new TextTable(columns.size(), columns);
      rows.forEach(row -> text.add(texts(row)));
      out.print(text);
    }
  },

  /** Comma-separated values with a header; null is empty. */
  csv {
    @Override
    void print(List<String> columns, List<Row> rows, PrintStream out) {
      out.println(columns.stream().map(ResultFormat::quoted).collect(Collectors.joining(",")));
      for (Row row : rows) {
        out.println(texts(row).stream().map(ResultFormat::quoted).collect(Collectors.joining(",")));
      }
    }
  },

  /** One array with an object a row, one row a line. */
  json {
    @Override
    Dataset<Row> plain(Dataset<Row> answer) {
      // Columns by place: a query may name two of them alike.
      Dataset<Row> placed = answer.toDF(places(answer));
      List<Column> members = new ArrayList<>();
      StructField[] fields = answer.schema().fields();
      for (int i = 0; i < fields.length; i++) {
        members.add(functions.col("c" + i).alias(fields[i].name()));
      }
      Column object = functions.struct(members.toArray(Column[]::new));
      return placed.select(functions.to_json(object, Map.of("ignoreNullFields", "false")));
    }

    @Override
    void print(List<String> columns, List<Row> rows, PrintStream out) {
      out.println(
          rows.stream().map(row -> row.getString(0)).collect(Collectors.joining(",\n", "[", "]")));
    }
  };

  /** The answer with columns that can be printed: texts for lists and structs. */
  Dataset<Row> plain(Dataset<Row> answer) {
    Dataset<Row> placed = answer.toDF(places(answer));
    List<Column> columns = new ArrayList<>();
    StructField[] fields = answer.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      Column column = functions.col("c" + i);
      boolean simple = fields[i].dataType() instanceof NumericType;
      boolean nested = List.of("array", "struct", "map").contains(fields[i].dataType().typeName());
      columns.add(nested ? functions.to_json(column) : simple ? column : column.cast("string"));
    }
    return placed.select(columns.toArray(Column[]::new));
  }

  abstract void print(List<String> columns, List<Row> rows, PrintStream out);

  private static String[] places(Dataset<Row> answer) {
    String[] places = new String[answer.columns().length];
    Arrays.setAll(places, i -> "c" + i);
    return places;
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(Objects.toString(row.get(i), ""));
    }
    return texts;
  }

  private static String quoted(String value) {
    return value.matches("(?s).*[\",\\r\\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
