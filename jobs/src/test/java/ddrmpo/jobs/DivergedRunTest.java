package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that diverges costs that run alone. */
class DivergedRunTest {
  @TempDir private Path folder;

  /** A learning rate that no network survives, on one of two tasks. */
  private Path study() throws IOException {
    return Files.writeString(
        folder.resolve("diverges.conf"),
        """
        name = diverges
        profile = laptop
        seeds = [0, 1]
        recipes = [mpo, r-mpo]
        train {
          steps = 1000, learning-starts = 300, random-steps = 300, checkpoint-every = 100
          evaluate-every = 250, evaluation-episodes = 1
        }
        evaluate.episodes = 1
        tasks {
          cartpole-balance {}
          pendulum-swingup {
            learner.learning-rate = 1e30
            train { learning-starts = 300, random-steps = 300 }
          }
        }
        """);
  }

  @Test
  void theOthersGoOnAndTheCommandEndsWithTheList() throws IOException {
    Path warehouse = folder.resolve("warehouse");
    String[] command = {"study", study().toString(), "--warehouse", warehouse.toString()};
    Cli.Result result = Cli.run(command);
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err().lines().filter(line -> line.contains("non-finite")))
        .hasSize(4)
        .allMatch(line -> line.contains("failed: ") && line.contains("diverged: its "))
        .anyMatch(line -> line.contains("r-mpo pendulum-swingup seed 1"));
    assertThat(result.err()).contains("4 cells failed").doesNotContain("\tat ");
    assertThat(byTask(warehouse, "SELECT task, count(*) AS runs FROM runs WHERE status = 'ended'"))
        .isEqualTo("task,runs\ncartpole-balance,4\n");
    assertThat(byTask(warehouse, "SELECT task, count(*) AS runs FROM runs WHERE status <> 'ended'"))
        .isEqualTo("task,runs\npendulum-swingup,4\n");
    // What was good stays: the last checkpoint, and the last policies, which are evaluated.
    assertThat(checkpoints(warehouse)).isEqualTo(4);
    assertThat(byTask(warehouse, "SELECT task, count(DISTINCT run_id) AS runs FROM evaluations"))
        .isEqualTo("task,runs\ncartpole-balance,4\npendulum-swingup,4\n");

    Cli.Result again = Cli.run(command);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains("nothing to compute").contains("4 cells failed");
  }

  private static String byTask(Path warehouse, String query) {
    return Cli.sql(warehouse, query + " GROUP BY task ORDER BY task");
  }

  private static long checkpoints(Path warehouse) throws IOException {
    try (Stream<Path> files = Files.walk(warehouse.resolve("runs"))) {
      return files.filter(file -> file.endsWith("checkpoint")).count();
    }
  }
}
