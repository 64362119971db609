package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not matter does not: batch of evaluation, number of partitions, order of cells. */
class AblationTest {
  @TempDir private Path folder;

  @Test
  void batchPartitionsAndOrderChangeNoReturn() {
    Path plain = folder.resolve("plain");
    Cli.Result one =
        Cli.runTiny(
            "study",
            plain,
            "--slots",
            "1",
            "--set",
            "seeds=[0, 1]",
            "--set",
            "fit.models=[neural]",
            "--set",
            "evaluate.episodes=2");
    assertThat(one.code()).as(one.err()).isZero();
    Path other = folder.resolve("other");
    // More slots are more partitions of a dataset and more cells at once; five episodes are a
    // larger batch.
    Cli.Result two =
        Cli.runTiny(
            "study",
            other,
            "--slots",
            "4",
            "--set",
            "seeds=[1, 0]",
            "--set",
            "recipes=[ddr-mpo, r-mpo, mpo]",
            "--set",
            "fit.sizes=[1000, 100]",
            "--set",
            "fit.models=[neural]",
            "--set",
            "evaluate.episodes=5");
    assertThat(two.code()).as(two.err()).isZero();
    assertThat(returns(plain)).hasLineCount(1 + 2 * 4 * 8 * 3 * 2).isEqualTo(returns(other));
  }

  private static String returns(Path warehouse) {
    return Cli.sql(
        warehouse,
        "SELECT recipe, size, seed, perturbation, snapshot_step, episode, episode_return, status"
            + " FROM evaluations WHERE episode < 2 ORDER BY ALL");
  }
}
