package ddrmpo.runs;

import ddrmpo.control.Suite;
import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.RunCell;
import ddrmpo.core.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The training runs of a study without Spark, several at once: what a train stage is measured
 * against. Prints the seconds that they took.
 */
final class PlainRuns {
  private PlainRuns() {}

  /** Arguments: an empty folder, runs at once, the study, and overrides {@code key=value}. */
  public static void main(String[] arguments) throws Exception {
    LocalArtifacts artifacts = new LocalArtifacts(Path.of(arguments[0]));
    List<String> overrides = Arrays.asList(arguments).subList(3, arguments.length);
    List<RunCell> cells = Study.load(arguments[2], overrides, Suite.specs()).runs();
    ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[1]));
    long begin = System.nanoTime();
    List<Future<TrainingResult>> results = new ArrayList<>();
    for (RunCell cell : cells) {
      results.add(
          threads.submit(
              () ->
                  TrainingRun.run(cell, artifacts, List.of(), Cells.PROVENANCE, Progress.NONE, 0)));
    }
    for (Future<TrainingResult> result : results) {
      if (!result.get().run().status().equals("ended")) {
        throw new IllegalStateException(result.get().run().status());
      }
    }
    threads.shutdown();
    System.out.println((System.nanoTime() - begin) / 1e9);
  }
}
