package ddrmpo.core;

import java.util.StringJoiner;

/** The reference of all tables, for the documentation. */
public final class TableReference {
  private TableReference() {}

  /** Every table with every column, as Markdown. */
  public static String markdown() {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    for (Table table : Table.values()) {
      text.add("### `" + table.text() + "`\n");
      text.add(table.doc() + "\n");
      text.add("| column | what it holds |").add("|---|---|");
      for (Table.Column column : table.columns()) {
        text.add("| `" + column.name() + "` | " + column.doc() + " |");
      }
      text.add("");
    }
    return text.toString();
  }
}
