package ddrmpo.core;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every table of the warehouse, in the order of the data's way. */
public enum Table {
  TRANSITIONS(TransitionRow.class, "dataset_id"),
  DATASETS(DatasetRow.class, "cell_id"),
  TRANSITION_MODELS(TransitionModelRow.class, "cell_id"),
  RUNS(RunRow.class, "cell_id"),
  TRAINING_CURVES(TrainingCurveRow.class, "cell_id"),
  EVALUATIONS(EvaluationRow.class, "cell_id"),
  SUMMARIES(SummaryRow.class, "cell_id");

  private final Class<? extends Record> row;
  private final String cellColumn;

  Table(Class<? extends Record> row, String cellColumn) {
    this.row = row;
    this.cellColumn = cellColumn;
  }

  /** The table's name in SQL. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The record that is a row. */
  public Class<? extends Record> row() {
    return row;
  }

  /** The column that holds the id of the cell that computed a row; its rows are replaced as one. */
  public String cellColumn() {
    return cellColumn;
  }

  /** What the table holds. */
  public String doc() {
    return row.getAnnotation(Doc.class).value();
  }

  /** The columns in order; a record component that is itself a record stands for its components. */
  public List<Column> columns() {
    return columns(row);
  }

  private static List<Column> columns(Class<?> record) {
    List<Column> columns = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getType().isRecord()) {
        columns.addAll(columns(component.getType()));
      } else {
        columns.add(
            new Column(
                snake(component.getName()), component, component.getAnnotation(Doc.class).value()));
      }
    }
    return columns;
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /**
   * The table with this name.
   *
   * @throws UserError if there is none; the message lists the names
   */
  public static Table named(String name) {
    return Arrays.stream(values())
        .filter(table -> table.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "Unknown table \"%s\": use one of %s.",
                    name,
                    Arrays.stream(values()).map(Table::text).collect(Collectors.joining(", "))));
  }

  /**
   * One column.
   *
   * @param name in SQL, lower case with underscores
   * @param component the record component it is read from
   * @param doc what it holds
   */
  public record Column(String name, RecordComponent component, String doc) {}
}
