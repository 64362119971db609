package ddrmpo.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.control.Environment;
import ddrmpo.core.DatasetCell;
import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.RunCell;
import ddrmpo.core.TransitionRow;
import ddrmpo.learning.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetGenerationTest {
  @TempDir private Path folder;

  @Test
  void anEpisodeIsTheSameInWhateverOrderItIsGenerated() {
    DatasetCell cell = Cells.dataset(450, 0);
    List<TransitionRow> forwards = all(cell, List.of());
    try (DatasetGeneration generation = new DatasetGeneration(cell, List.of(), "")) {
      for (int episode = 4; episode >= 0; episode--) {
        List<TransitionRow> rows = generation.episode(episode);
        for (int step = 0; step < rows.size(); step++) {
          assertThat(rows.get(step))
              .usingRecursiveComparison()
              .isEqualTo(forwards.get(episode * 100 + step));
        }
      }
    }
    assertThat(forwards).hasSize(450);
  }

  @Test
  void subsetsAreNestedAndHeldOutEpisodesAreInNone() {
    DatasetCell cell = Cells.dataset(450, 0);
    List<TransitionRow> rows = all(cell, List.of());
    int[] ranks =
        rows.stream()
            .filter(r -> !r.heldOut())
            .mapToInt(TransitionRow::subsetRank)
            .sorted()
            .toArray();
    assertThat(ranks).hasSize((int) DatasetGeneration.trainable(cell));
    for (int i = 0; i < ranks.length; i++) {
      assertThat(ranks[i]).isEqualTo(i);
    }
    assertThat(rows.stream().filter(TransitionRow::heldOut).map(TransitionRow::episode).distinct())
        .hasSize(1);
    assertThat(rows).allMatch(row -> row.heldOut() == (row.subsetRank() == -1));
    long episodesOfTheFirstFifty =
        rows.stream()
            .filter(r -> r.subsetRank() >= 0 && r.subsetRank() < 50)
            .map(TransitionRow::episode)
            .distinct()
            .count();
    assertThat(episodesOfTheFirstFifty).isEqualTo(4);
  }

  @Test
  void aRowsStateAndActionLeadToItsNextObservation() {
    DatasetCell cell = Cells.dataset(300, 0);
    try (Environment simulator = Environment.of(cell.task(), cell.value())) {
      double[] observation = new double[3];
      for (TransitionRow row : all(cell, List.of())) {
        simulator.restore(row.state(), observation);
        simulator.step(new double[] {row.action()[0]}, observation);
        for (int i = 0; i < 3; i++) {
          assertThat((float) observation[i]).isEqualTo(row.nextObservation()[i]);
        }
      }
    }
  }

  @Test
  void theMixtureHoldsAllBehavioursAndTheAgentIsARunOfItsOwn() throws Exception {
    DatasetCell cell = Cells.dataset(3000, 1);
    assertThatThrownBy(() -> new DatasetGeneration(cell, List.of(), ""))
        .isInstanceOf(IllegalArgumentException.class);
    RunCell agent = DatasetGeneration.agentCell(cell).orElseThrow();
    LocalArtifacts artifacts = new LocalArtifacts(folder);
    TrainingRun.run(agent, artifacts, List.of(), Cells.PROVENANCE, Progress.NONE, 0);
    List<Policy> policies = Snapshot.of(agent, artifacts).stream().map(Snapshot::policy).toList();
    assertThat(policies).hasSize(2);
    List<TransitionRow> rows = all(cell, policies);
    assertThat(rows.stream().map(TransitionRow::behaviour).distinct())
        .containsExactlyInAnyOrder("uniform", "held", "agent");
    assertThat(rows).allMatch(row -> Math.abs(row.action()[0]) <= 1);
  }

  private static List<TransitionRow> all(DatasetCell cell, List<Policy> agent) {
    List<TransitionRow> rows = new ArrayList<>();
    try (DatasetGeneration generation = new DatasetGeneration(cell, agent, "")) {
      for (int episode = 0; episode < cell.settings().episodes(); episode++) {
        rows.addAll(generation.episode(episode));
      }
    }
    return rows;
  }
}
