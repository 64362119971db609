package ddrmpo.jobs;

import ddrmpo.core.TransitionRow;
import ddrmpo.runs.DatasetGeneration;
import ddrmpo.tables.Rows;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;

/** The rows of a partition's episodes, one episode in memory at a time; tells each one's totals. */
final class EpisodeRows implements Iterator<Row> {
  private final Iterator<Integer> episodes;
  private final DatasetGeneration generation;
  private final Meter.Pen pen;
  private final CollectionAccumulator<Totals> totals;
  private Iterator<TransitionRow> current = Collections.emptyIterator();

  EpisodeRows(
      Iterator<Integer> episodes,
      DatasetGeneration generation,
      Meter.Pen pen,
      CollectionAccumulator<Totals> totals) {
    this.episodes = episodes;
    this.generation = generation;
    this.pen = pen;
    this.totals = totals;
  }

  /**
   * What the dataset's row needs to know of an episode.
   *
   * @param reward the sum over its transitions
   */
  record Totals(int episode, int transitions, boolean heldOut, double reward)
      implements Serializable {
    static Totals of(List<TransitionRow> rows) {
      double reward = 0;
      for (TransitionRow row : rows) {
        reward += row.reward();
      }
      TransitionRow first = rows.get(0);
      return new Totals(first.episode(), rows.size(), first.heldOut(), reward);
    }
  }

  @Override
  public boolean hasNext() {
    return current.hasNext() || episodes.hasNext();
  }

  @Override
  public Row next() {
    if (!current.hasNext()) {
      List<TransitionRow> rows = generation.episode(episodes.next());
      pen.units().add(rows.size());
      totals.add(Totals.of(rows));
      current = rows.iterator();
    }
    return Rows.row(current.next());
  }
}
