package ddrmpo.jobs;

import ddrmpo.core.TransitionRow;
import ddrmpo.runs.DatasetGeneration;
import ddrmpo.tables.Rows;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** The rows of a partition's episodes, one episode in memory at a time. */
final class EpisodeRows implements Iterator<Row> {
  private final Iterator<Integer> episodes;
  private final DatasetGeneration generation;
  private final Meter.Pen pen;
  private Iterator<TransitionRow> current = Collections.emptyIterator();

  EpisodeRows(Iterator<Integer> episodes, DatasetGeneration generation, Meter.Pen pen) {
    this.episodes = episodes;
    this.generation = generation;
    this.pen = pen;
  }

  @Override
  public boolean hasNext() {
    return current.hasNext() || episodes.hasNext();
  }

  @Override
  public Row next() {
    if (!current.hasNext()) {
      var rows = generation.episode(episodes.next());
      pen.units().add(rows.size());
      current = rows.iterator();
    }
    return Rows.row(current.next());
  }
}
