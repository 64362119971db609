package ddrmpo.jobs;

import ddrmpo.core.Cell;
import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import ddrmpo.runs.Progress;
import ddrmpo.tables.Rows;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * What a Spark task does for one cell. A mistake of the user's travels back as a value, so that it
 * is neither retried nor logged with a stack.
 *
 * @param <I> what the task is given
 */
@FunctionalInterface
interface CellTask<I> extends Serializable {

  /** Computes the rows that the cell leaves, in the order in which they are committed. */
  List<TableRows> compute(I input, Progress progress) throws Exception;

  /**
   * Runs the task as one Spark job of one partition and waits for it.
   *
   * @param input one partition with one element
   */
  static <I> List<TableRows> run(JavaRDD<I> input, Meter.Pen pen, long units, CellTask<I> task) {
    Answer answer =
        input.map(element -> Answer.of(() -> task.compute(element, pen.progress(units)))).first();
    if (answer.refusal != null) {
      throw answer.refusal;
    }
    return answer.parts.stream().map(Part::records).toList();
  }

  /** As {@link #run}, for a task that needs nothing but its cell. */
  static <C extends Cell> List<TableRows> run(
      Session session, C cell, Meter.Pen pen, long units, CellTask<C> task) {
    return run(session.context().parallelize(List.of(cell), 1), pen, units, task);
  }

  /** What a task sends to the driver. */
  record Answer(List<Part> parts, UserError refusal) implements Serializable {
    /** The work of a task. */
    interface Work {
      List<TableRows> compute() throws Exception;
    }

    private static Answer of(Work work) throws Exception {
      try {
        return new Answer(work.compute().stream().map(Part::of).toList(), null);
      } catch (UserError refusal) {
        return new Answer(List.of(), refusal);
      }
    }
  }

  /** Rows of one table, in a form that travels. */
  record Part(Table table, List<Row> rows) implements Serializable {
    private static Part of(TableRows part) {
      return new Part(part.table(), part.rows().stream().map(Rows::row).toList());
    }

    private TableRows records() {
      return new TableRows(
          table, rows.stream().map(row -> (Record) Rows.record(row, table.row())).toList());
    }
  }
}
