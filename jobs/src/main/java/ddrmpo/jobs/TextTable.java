package ddrmpo.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text for people: the first rule after the header, names left, numbers right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> lines = new ArrayList<>();
  private final int names;

  /**
   * A table.
   *
   * @param names how many of the first columns are names, which stand left
   */
  TextTable(int names, List<String> header) {
    this.names = names;
    lines.add(header);
  }

  TextTable add(List<String> cells) {
    lines.add(cells);
    return this;
  }

  @Override
  public String toString() {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int l = 0; l < lines.size(); l++) {
      append(text, lines.get(l), widths);
      if (l == 0) {
        int width = Arrays.stream(widths).sum() + GAP.length() * (columns - 1);
        text.append("-".repeat(width)).append('\n');
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String padding = " ".repeat(widths[c] - cells.get(c).length());
      line.append(c == 0 ? "" : GAP)
          .append(c < names ? cells.get(c) + padding : padding + cells.get(c));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
