package ddrmpo.runs;

import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.RunCell;
import ddrmpo.core.TrainSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A run at the laptop profile in a JVM of its own, whose replay is full after a third. Prints the
 * JVM's resident bytes and its live heap every 1,000 steps.
 */
final class LongRun {
  private static final TrainSettings TRAINING =
      new TrainSettings(30_000, 1, 1, 10_000, 1000, 1000, 20, 250, 3000, 2, 5, 5000);

  private LongRun() {}

  /** Argument: the folder of its files. */
  public static void main(String[] arguments) throws IOException {
    RunCell small = Cells.run("r-mpo", 30_000, 1);
    RunCell cell =
        new RunCell(
            small.study(),
            small.task(),
            small.recipe(),
            small.parameter(),
            small.nominal(),
            small.set(),
            small.models(),
            small.learner(),
            TRAINING,
            small.seed());
    Progress sampling =
        new Progress() {
          private long sampled;

          @Override
          public void steps(long done, long of) {
            if (done == sampled) {
              return; // the run has ended
            }
            sampled = done;
            System.gc();
            Runtime jvm = Runtime.getRuntime();
            try {
              System.out.println("live " + (jvm.totalMemory() - jvm.freeMemory()));
              System.out.println("resident " + Memory.resident());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    TrainingResult result =
        TrainingRun.run(
            cell,
            new LocalArtifacts(Path.of(arguments[0])),
            List.of(),
            Cells.PROVENANCE,
            sampling,
            0);
    System.out.println("status " + result.run().status());
  }
}
