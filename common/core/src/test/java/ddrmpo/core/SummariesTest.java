package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Provenance PROVENANCE = new Provenance("s", "id", "{}", "", "v");

  private final List<EvaluationRow> rows = new ArrayList<>();

  @Test
  void aRunCountsOnceHoweverManyEpisodesItHas() {
    run("mpo", null, 0, 1.0, "nominal", 100, 200);
    run("mpo", null, 1, 1.0, "nominal", 300, 500);
    run("ddr-mpo", 100L, 0, 1.0, "nominal", 400, 400);
    run("ddr-mpo", 100L, 1, 1.0, "nominal", 100, 100);
    List<SummaryRow> summaries = Summaries.of(rows, PROVENANCE);
    assertThat(summaries).hasSize(4);

    SummaryRow ddr = summaries.get(0);
    assertThat(ddr.recipe()).isEqualTo("ddr-mpo");
    assertThat(ddr.size()).isEqualTo(100);
    assertThat(ddr.mean()).isEqualTo(250);
    assertThat(ddr.baseline()).isEqualTo("mpo");
    assertThat(ddr.improvement()).isEqualTo(0.375); // 400 draws and wins, 100 loses twice
    SummaryRow mpo = summaries.get(2);
    assertThat(mpo.recipe()).isEqualTo("mpo");
    assertThat(mpo.seeds()).isEqualTo(2);
    assertThat(mpo.mean()).isEqualTo(275);
    assertThat(mpo.std()).isEqualTo(Math.sqrt(2 * 125.0 * 125));
    assertThat(mpo.low()).isEqualTo(150);
    assertThat(mpo.high()).isEqualTo(400);
    assertThat(mpo.improvement()).isEqualTo(0.5);
    assertThat(mpo.improvementLow()).isEqualTo(0.5);
    assertThat(mpo.provenance()).isEqualTo(PROVENANCE);
  }

  @Test
  void aRoleIsTheMeanOverItsValues() {
    run("mpo", null, 0, 1.5, "holdout", 100);
    run("mpo", null, 0, 1.6, "holdout", 300);
    run("mpo", null, 0, 2.0, "far", 10);
    List<SummaryRow> summaries = Summaries.of(rows, PROVENANCE);
    assertThat(summaries)
        .extracting(SummaryRow::perturbation)
        .containsExactly(1.5, 1.6, 2.0, null, null);
    assertThat(summaries)
        .extracting(SummaryRow::role)
        .containsExactly("holdout", "holdout", "far", "holdout", "far");
    assertThat(summaries)
        .extracting(SummaryRow::mean)
        .containsExactly(100.0, 300.0, 10.0, 200.0, 10.0);
  }

  @Test
  void anAgentIsComparedWithItsPlainCounterpart() {
    run("e-mpo", null, 0, 1.0, "nominal", 90);
    run("re-mpo", null, 0, 1.0, "nominal", 100);
    run("r-mpo", null, 0, 1.0, "nominal", 100);
    run("limited-dr", null, 0, 1.0, "nominal", 80);
    Map<String, SummaryRow> byRecipe =
        Summaries.of(rows, PROVENANCE).stream()
            .filter(row -> row.perturbation() == null)
            .collect(Collectors.toMap(SummaryRow::recipe, row -> row));
    assertThat(byRecipe.get("re-mpo").baseline()).isEqualTo("e-mpo");
    assertThat(byRecipe.get("re-mpo").improvement()).isEqualTo(1);
    assertThat(byRecipe.get("limited-dr").baseline()).isEqualTo("e-mpo");
    assertThat(byRecipe.get("limited-dr").improvementHigh()).isEqualTo(0);
    assertThat(byRecipe.get("r-mpo").baseline()).isEqualTo("mpo"); // which has no run
    assertThat(byRecipe.get("r-mpo").improvement()).isNull();
    assertThat(byRecipe.get("r-mpo").improvementLow()).isNull();
  }

  @Test
  void theOrderOfTheRowsHasNoInfluence() {
    Rng rng = Seeds.rng(3, "test");
    for (long seed = 0; seed < 5; seed++) {
      for (double value : new double[] {1.0, 1.1, 1.2}) {
        run("mpo", null, seed, value, "set", rng.nextDouble(), rng.nextDouble(), rng.nextDouble());
      }
    }
    List<SummaryRow> before = Summaries.of(rows, PROVENANCE);
    Collections.reverse(rows);
    assertThat(Summaries.of(rows, PROVENANCE)).isEqualTo(before);
  }

  @Test
  void twoRunsOfOneSeedAreRefused() {
    run("mpo", null, 0, 1.0, "nominal", 100);
    EvaluationRow row = rows.get(0);
    rows.add(
        new EvaluationRow(
            "other",
            row.task(),
            row.recipe(),
            row.size(),
            row.seed(),
            row.parameter(),
            row.perturbation(),
            row.role(),
            row.snapshotStep(),
            row.episode(),
            1,
            1000,
            "ended",
            PROVENANCE));
    assertThatThrownBy(() -> Summaries.of(rows, PROVENANCE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("hold two runs of mpo on task with seed 0, ")
        .hasMessageEndingWith(": summarise the cells of one study at a time.");
  }

  @Test
  void aReturnThatIsNoNumberIsRefused() {
    run("mpo", null, 0, 1.0, "nominal", 100, Double.NaN);
    assertThatThrownBy(() -> Summaries.of(rows, PROVENANCE))
        .hasMessage("Cannot summarise the scores [100.0, NaN]: each must be a finite number.");
  }

  private void run(
      String recipe, Long size, long seed, double value, String role, double... returns) {
    for (int i = 0; i < returns.length; i++) {
      rows.add(
          new EvaluationRow(
              recipe + size + seed,
              "task",
              recipe,
              size,
              seed,
              "mass",
              value,
              role,
              1000,
              i,
              returns[i],
              1000,
              "ended",
              PROVENANCE));
    }
  }
}
