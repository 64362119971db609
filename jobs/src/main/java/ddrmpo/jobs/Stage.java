package ddrmpo.jobs;

import ddrmpo.core.Cell;
import ddrmpo.core.Table;
import ddrmpo.core.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One stage of a study: computes the cells that are not in their table yet, several at once, and
 * commits the rows of each as soon as it has ended. A JVM that dies loses only the cells under way;
 * a cell that fails does not stop the others.
 *
 * @param <C> the stage's cells
 */
final class Stage<C extends Cell> {
  private static final long REDRAW_MILLISECONDS = 500;

  private final Session session;
  private final String name;
  private final Table table;
  private final String unit;
  private final ToLongFunction<C> units;
  private final Object commits = new Object();

  /**
   * A stage.
   *
   * @param name the command's name
   * @param table the table in which a computed cell stands
   * @param unit what the progress counts, in the plural
   * @param units how many of them a cell is
   */
  Stage(Session session, String name, Table table, String unit, ToLongFunction<C> units) {
    this.session = session;
    this.name = name;
    this.table = table;
    this.unit = unit;
    this.units = units;
  }

  /** Computes one cell from a thread of the driver, usually by one Spark task. */
  interface Work<C> {
    /**
     * The rows that the cell leaves, in the order in which they are committed; the stage's own
     * table comes last.
     *
     * @param units of the stage's progress that the cell stands for
     */
    List<TableRows> compute(C cell, Meter.Pen pen, long units) throws Exception;
  }

  /** The cells that are not in the stage's table yet, each once. */
  List<C> pending(List<C> cells) {
    Set<String> done = session.warehouse().cells(table);
    return distinct(cells).stream().filter(cell -> !done.contains(cell.id())).toList();
  }

  /**
   * The cells whose inputs all stand in a table. The others are failures if an earlier stage of the
   * same command failed, else a mistake of the user's.
   *
   * @param earlier the command that makes the inputs
   */
  List<C> ready(List<C> pending, Table input, String earlier, Function<C, List<String>> inputs) {
    Set<String> there = session.warehouse().cells(input);
    List<C> ready = pending.stream().filter(cell -> there.containsAll(inputs.apply(cell))).toList();
    if (ready.size() < pending.size() && session.failures().isEmpty()) {
      throw UserError.data(
          "%s cannot begin: %d of %d cells need rows of table %s that are not there. Run \"ddr %s\""
              + " with the same study and warehouse first.",
          name, pending.size() - ready.size(), pending.size(), input.text(), earlier);
    }
    for (C cell : pending) {
      if (!ready.contains(cell)) {
        fail(
            cell,
            "its rows in table " + input.text() + " are missing, because " + earlier + " failed");
      }
    }
    return ready;
  }

  /** Computes the cells, as many at once as there are slots, and commits their rows. */
  void run(List<C> cells, int all, Work<C> work) {
    run(cells, all, session.slots(), work);
  }

  /**
   * As {@link #run(List, int, Work)}.
   *
   * @param all cells of the stage, of which {@code cells} are left
   * @param atOnce cells at once
   */
  void run(List<C> cells, int all, int atOnce, Work<C> work) {
    if (cells.isEmpty()) {
      session
          .console()
          .say(
              String.format(
                  Locale.ROOT, "%-9s %d of %d cells stand, nothing to compute", name, all, all));
      return;
    }
    Instant begin = Instant.now();
    int failedBefore = session.failures().size();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, cells.size()));
    try (Meter meter = new Meter(session.spark().sparkContext(), unit)) {
      Map<Future<?>, C> open = new LinkedHashMap<>();
      CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
      for (C cell : cells) {
        open.put(
            ended.submit(
                () -> {
                  compute(cell, meter.pen(), work);
                  return null;
                }),
            cell);
      }
      awaitAll(open, ended, meter, begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted", e);
    } finally {
      threads.shutdownNow();
      session.console().clear();
    }
    int failed = session.failures().size() - failedBefore;
    session
        .console()
        .say(
            String.format(
                Locale.ROOT,
                "%-9s %d of %d cells computed in %s%s",
                name,
                cells.size() - failed,
                all,
                readable(Duration.between(begin, Instant.now())),
                failed == 0 ? "" : ", " + failed + " failed"));
  }

  private void compute(C cell, Meter.Pen pen, Work<C> work) throws Exception {
    session.context().setJobGroup(cell.id(), cell.label(), true);
    List<TableRows> computed = work.compute(cell, pen, units.applyAsLong(cell));
    synchronized (commits) { // commits to one table at the same time only make each other retry
      for (TableRows rows : computed) {
        session.warehouse().replace(rows.table(), rows.rows());
      }
    }
  }

  private void awaitAll(
      Map<Future<?>, C> open, CompletionService<Void> ended, Meter meter, Instant begin)
      throws InterruptedException {
    long total = open.values().stream().mapToLong(units).sum();
    int cells = open.size();
    while (!open.isEmpty()) {
      Future<?> future = ended.poll(REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS);
      if (future != null) {
        settle(future, open.remove(future));
      }
      draw(cells - open.size(), cells, Math.min(meter.done(), total), total, begin);
    }
  }

  private void settle(Future<?> future, C cell) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      fail(cell, reason(e.getCause()));
    }
  }

  private void fail(C cell, String reason) {
    session.failures().add(new Session.Failure(cell.label(), reason));
    session.console().say("failed: " + cell.label()); // the reasons come together at the end
  }

  /** The root of a failure in one line; Spark puts the task's stack into its message. */
  private static String reason(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null && !(root instanceof UserError)) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : root.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    return root instanceof UserError ? message : root.getClass().getSimpleName() + ": " + line;
  }

  private void draw(int endedCells, int cells, long done, long total, Instant begin) {
    double share = (double) done / total;
    Duration spent = Duration.between(begin, Instant.now());
    String rest =
        share < 0.02
            ? ""
            : ", "
                + readable(Duration.ofMillis((long) (spent.toMillis() * (1 - share) / share)))
                + " left";
    session
        .console()
        .bar(
            name,
            share,
            String.format(
                Locale.ROOT,
                "%d/%d cells, %,d/%,d %s%s",
                endedCells,
                cells,
                done,
                total,
                unit,
                rest));
  }

  static String readable(Duration time) {
    long seconds = Math.max(1, (time.toMillis() + 500) / 1000);
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  /** The cells without those whose id has been before. */
  static <C extends Cell> List<C> distinct(List<C> cells) {
    Map<String, C> byId = new LinkedHashMap<>();
    cells.forEach(cell -> byId.putIfAbsent(cell.id(), cell));
    return new ArrayList<>(byId.values());
  }
}
