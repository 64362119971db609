package ddrmpo.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.EvaluationRow;
import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.RunCell;
import ddrmpo.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mpo", "r-mpo", "sre-mpo", "limited-dr", "svg", "cvar-mpo"})
  void aRunResumedFromItsCheckpointEndsInTheSameBits(String recipe) throws Exception {
    assertResumesInTheSameBits(Cells.run(recipe, 3000, 1));
  }

  /** The checkpoint holds the transitions that still wait for their successor. */
  @Test
  void aRunOfThreeStepReturnsResumedEndsInTheSameBits() throws Exception {
    assertResumesInTheSameBits(Cells.withSteps(Cells.run("mpo", 3000, 1), 3));
  }

  private void assertResumesInTheSameBits(RunCell cell) throws Exception {
    TrainingResult whole = run(cell, "whole", Progress.NONE);
    assertThatThrownBy(() -> run(cell, "resumed", cancelAfter(2000)))
        .isInstanceOf(Progress.CancelledException.class)
        .hasMessageContaining(cell.label());
    assertThat(folder.resolve("resumed").resolve(cell.path()).resolve("checkpoint")).exists();

    TrainingResult resumed = run(cell, "resumed", Progress.NONE);

    assertThat(resumed.run().checksum()).isEqualTo(whole.run().checksum());
    assertThat(resumed.run().nominalReturn()).isEqualTo(whole.run().nominalReturn());
    assertThat(resumed.curve()).hasSameSizeAs(whole.curve());
    for (int i = 0; i < whole.curve().size(); i++) {
      assertThat(resumed.curve().get(i).criticLoss()).isEqualTo(whole.curve().get(i).criticLoss());
      assertThat(resumed.curve().get(i).minimumAt()).isEqualTo(whole.curve().get(i).minimumAt());
    }
    assertThat(folder.resolve("resumed").resolve(cell.path()).resolve("checkpoint")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedCheckpointIsLeftAsideAndTheRunBeginsAnew(Damage damage) throws Exception {
    RunCell cell = Cells.run("mpo", 3000, 1);
    TrainingResult whole = run(cell, "whole", Progress.NONE);
    assertThatThrownBy(() -> run(cell, "damaged", cancelAfter(2000)))
        .isInstanceOf(Progress.CancelledException.class);
    Path checkpoint = folder.resolve("damaged").resolve(cell.path()).resolve("checkpoint");
    Files.write(checkpoint, damage.of(Files.readAllBytes(checkpoint)));
    assertThat(run(cell, "damaged", Progress.NONE).run().checksum())
        .isEqualTo(whole.run().checksum());
  }

  private enum Damage {
    ONE_BIT {
      @Override
      byte[] of(byte[] content) {
        content[content.length / 2] ^= 1;
        return content;
      }
    },
    DIGEST {
      @Override
      byte[] of(byte[] content) {
        content[content.length - 1] ^= 1;
        return content;
      }
    },
    TRUNCATED {
      @Override
      byte[] of(byte[] content) {
        return Arrays.copyOf(content, content.length - 1000);
      }
    },
    ALMOST_EMPTY {
      @Override
      byte[] of(byte[] content) {
        return Arrays.copyOf(content, 31);
      }
    };

    abstract byte[] of(byte[] content);
  }

  @Test
  void twoRunsAtOnceEqualSerialOnes() throws Exception {
    RunCell one = Cells.run("r-mpo", 2000, 1);
    RunCell two = Cells.run("r-mpo", 2000, 2);
    String first = run(one, "serial", Progress.NONE).run().checksum();
    String second = run(two, "serial", Progress.NONE).run().checksum();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<TrainingResult> a = threads.submit(() -> run(one, "at once", Progress.NONE));
      Future<TrainingResult> b = threads.submit(() -> run(two, "at once", Progress.NONE));
      assertThat(a.get().run().checksum()).isEqualTo(first).isNotEqualTo(second);
      assertThat(b.get().run().checksum()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFinishedRunIsNotRunAgain() throws Exception {
    RunCell cell = Cells.run("mpo", 1000, 1);
    TrainingResult first = run(cell, "once", Progress.NONE);
    TrainingResult again = run(cell, "once", cancelAfter(0));
    assertThat(again.run().seconds()).isEqualTo(first.run().seconds());
    assertThat(again.run().status()).isEqualTo("ended");
    assertThat(again.run().updates()).isEqualTo(701);
  }

  @Test
  void everyRecipeIsEvaluatedFromTheSameStarts() throws Exception {
    RunCell cell = Cells.run("mpo", 1000, 1);
    run(cell, "evaluated", Progress.NONE);
    LocalArtifacts artifacts = new LocalArtifacts(folder.resolve("evaluated"));
    List<EvaluationRow> rows =
        PolicyEvaluation.run(Cells.evaluation(cell), artifacts, Cells.PROVENANCE, Progress.NONE);
    List<EvaluationRow> again =
        PolicyEvaluation.run(Cells.evaluation(cell), artifacts, Cells.PROVENANCE, Progress.NONE);
    assertThat(rows).hasSize(2 * 2 * 3).isEqualTo(again);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.episodeReturn()).isBetween(0.0, 1000.0);
              assertThat(row.steps()).isEqualTo(1000);
              assertThat(row.status()).isEqualTo("ended");
            });
  }

  @Test
  void missingAndTruncatedPoliciesAreRefused() throws Exception {
    RunCell cell = Cells.run("mpo", 1000, 1);
    LocalArtifacts artifacts = new LocalArtifacts(folder.resolve("bad"));
    assertThatThrownBy(() -> Snapshot.of(cell, artifacts))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("train the run in another warehouse");
    run(cell, "bad", Progress.NONE);
    Path policies = folder.resolve("bad").resolve(Snapshot.path(cell));
    byte[] content = Files.readAllBytes(policies);
    Files.write(policies, Arrays.copyOf(content, content.length - 7));
    assertThatThrownBy(() -> Snapshot.of(cell, artifacts))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is damaged");
  }

  private TrainingResult run(RunCell cell, String warehouse, Progress progress) throws Exception {
    return TrainingRun.run(
        cell,
        new LocalArtifacts(folder.resolve(warehouse)),
        List.of(),
        Cells.PROVENANCE,
        progress,
        0);
  }

  private static Progress cancelAfter(long steps) {
    return new Progress() {
      private long seen;

      @Override
      public void steps(long done, long of) {
        seen = done;
      }

      @Override
      public boolean cancelled() {
        return seen >= steps;
      }
    };
  }
}
