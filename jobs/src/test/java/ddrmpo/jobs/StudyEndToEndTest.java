package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.Study;
import ddrmpo.core.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny study by the commands of the README. */
class StudyEndToEndTest {
  @TempDir static Path folder;
  private static Path warehouse;
  private static Cli.Result first;

  @BeforeAll
  static void study() {
    warehouse = folder.resolve("first");
    first = Cli.runTiny("study", warehouse);
  }

  @Test
  void everyTableIsFilledAndTheResultPrinted() {
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "recipe", "nominal", "holdout", "far", "mpo", "r-mpo", "ddr-mpo", "r-mpo over mpo");
    for (Table table : Table.values()) {
      assertThat(count(table)).as(table.text()).isPositive();
    }
    assertThat(count(Table.DATASETS)).isEqualTo(3);
    assertThat(count(Table.TRANSITION_MODELS)).isEqualTo(18);
    assertThat(count(Table.RUNS)).isEqualTo(4);
  }

  @Test
  void secondRunComputesNothingAndChangesNoSnapshot() throws IOException {
    List<Path> before = metadata();
    Cli.Result second = Cli.runTiny("study", warehouse);
    assertThat(second.code()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).contains("nothing to compute");
    assertThat(metadata()).isEqualTo(before);
  }

  @Test
  void sameSeedGivesTheSameRowsInAFreshWarehouse() {
    Path fresh = folder.resolve("fresh");
    Cli.Result again = Cli.runTiny("study", fresh, "--slots", "3");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Cli.evaluations(fresh)).hasLineCount(193).isEqualTo(Cli.evaluations(warehouse));
  }

  @Test
  void everyKindOfSetTrainsAndTellsItsMembers() {
    Path sets = folder.resolve("sets");
    Cli.Result result =
        Cli.runTiny(
            "study",
            sets,
            "--set",
            "recipes=[mixed-r-mpo, anchored-cvar-mpo, ensemble-soft-min-mpo, placebo-r-mpo,"
                + " limited-dr, full-dr-svg, re-svg, e-mpo-3x]",
            "--set",
            "fit.sizes=[100]",
            "--set",
            "fit.models=[neural]",
            "--set",
            "fit.seeds=[0, 1]");
    assertThat(result.code()).as(result.err()).isZero();
    String runs =
        Cli.sql(
            sets,
            "SELECT recipe, uncertainty_set, randomisation, size(members) AS members,"
                + " size(models) AS models, steps, status FROM runs ORDER BY recipe");
    assertThat(runs)
        .isEqualTo(
            """
            recipe,uncertainty_set,randomisation,members,models,steps,status
            anchored-cvar-mpo,anchored,none,3,3,1500,ended
            e-mpo-3x,none,none,0,0,4500,ended
            ensemble-soft-min-mpo,ensemble,none,2,2,1500,ended
            full-dr-svg,none,full,100,0,1500,ended
            limited-dr,none,limited,3,0,1500,ended
            mixed-r-mpo,mixed,none,6,3,1500,ended
            placebo-r-mpo,placebo,none,3,3,1500,ended
            re-svg,physics,none,3,0,1500,ended
            """);
  }

  @Test
  void planCountsWhatStands() {
    Cli.Result plan = Cli.runTiny("plan", warehouse);
    assertThat(plan.out()).containsPattern("train +4 +4 +0").containsPattern("fit +18 +18 +0");
  }

  @Test
  void planWithoutAStudyListsEveryOneAtBothProfiles() {
    Cli.Result plan = Cli.run("plan");
    assertThat(plan.code()).as(plan.err()).isZero();
    for (String name : Study.shipped()) {
      assertThat(plan.out()).containsPattern("(?m)^" + name + " +\\d+ +[\\d,.]+ +[\\d,.]+$");
    }
  }

  @Test
  void planMakesNoWarehouse() {
    Path nowhere = folder.resolve("nowhere");
    Cli.Result plan = Cli.runTiny("plan", nowhere);
    assertThat(plan.code()).isZero();
    assertThat(plan.out()).containsPattern("train +4 +0 +4");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aPolicyOfTheTablesIsRolledOut() throws IOException {
    String run =
        sql("SELECT cell_id FROM runs WHERE recipe = 'r-mpo'", "csv")
            .lines()
            .skip(1)
            .findFirst()
            .get();
    Cli.Result rollout =
        Cli.run(
            "rollout",
            "cartpole-balance",
            "--value",
            "1.9",
            "--policy",
            run,
            "--steps",
            "3",
            "--warehouse",
            warehouse.toString());
    assertThat(rollout.code()).as(rollout.err()).isZero();
    assertThat(rollout.out()).hasLineCount(3);
    Cli.Result other =
        Cli.run(
            "rollout", "pendulum-swingup", "--policy", run, "--warehouse", warehouse.toString());
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("trained on cartpole-balance, not on pendulum-swingup");
  }

  @Test
  void aDamagedModelStopsTrainingBeforeItBegins() throws IOException {
    Path model;
    try (Stream<Path> files = Files.list(warehouse.resolve("models"))) {
      // The learned sets are of neural models; damage all, so that one of them is hit.
      model = warehouse.resolve("whole-models");
      Files.createDirectories(model);
      for (Path file : files.toList()) {
        byte[] content = Files.readAllBytes(file);
        Files.write(model.resolve(file.getFileName()), content);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
    }
    try {
      Cli.Result result = Cli.runTiny("train", warehouse, "--set", "seeds=[7]");
      assertThat(result.code()).isEqualTo(3);
      assertThat(result.err())
          .containsPattern("is damaged, its SHA-256 is \\p{XDigit}{64} and not \\p{XDigit}{64}: ")
          .doesNotContain("\tat ");
      assertThat(count(Table.RUNS)).isEqualTo(4);
    } finally {
      try (Stream<Path> files = Files.list(model)) {
        for (Path file : files.toList()) {
          Files.write(
              warehouse.resolve("models").resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }
  }

  @Test
  void answersAreOnlyTheResult() throws IOException {
    JsonNode rows =
        new JsonMapper().readTree(sql("SELECT recipe, size, mean FROM summaries", "json"));
    assertThat(rows.isArray()).isTrue();
    assertThat(rows.get(0).has("size")).isTrue();
    assertThat(sql("SELECT recipe, seed FROM runs ORDER BY 1 LIMIT 1", "csv"))
        .isEqualTo("recipe,seed\nddr-mpo,0\n");
    assertThat(sql("SELECT recipe, seed FROM runs ORDER BY 1 LIMIT 1", "table"))
        .isEqualTo("recipe   seed\n-------------\nddr-mpo  0\n");
  }

  @Test
  void aWrongQueryIsOneSentence() {
    for (String query :
        List.of(
            "SELECT recipee FROM runs",
            "SELECT (1",
            "SELECT raise_error('x')",
            "DROP TABLE runs")) {
      Cli.Result result = Cli.run("sql", query, "--warehouse", warehouse.toString());
      assertThat(result.code()).as(query).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("ddr: Cannot ").hasLineCount(1);
    }
  }

  @Test
  void exportIsPlainParquet() {
    Path copies = folder.resolve("copies");
    Cli.Result result = Cli.run("export", copies.toString(), "--warehouse", warehouse.toString());
    assertThat(result.code()).as(result.err()).isZero();
    for (Table table : Table.values()) {
      assertThat(copies.resolve(table.text())).isDirectoryContaining("glob:**.parquet");
    }
  }

  @Test
  void anImportedExportIsAStudyThatStands() {
    String copies = folder.resolve("published").toString();
    assertThat(Cli.run("export", copies, "--warehouse", warehouse.toString()).code()).isZero();
    Path other = folder.resolve("other");
    String address = "file:" + copies;
    Cli.Result taken = Cli.run("import", address, "--warehouse", other.toString());
    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(taken.err()).contains("runs: 4 cells taken, 0 stood already");
    Cli.Result study = Cli.runTiny("study", other);
    assertThat(study.code()).as(study.err()).isZero();
    assertThat(study.err()).contains("train     4 of 4 cells stand, nothing to compute");
    assertThat(study.out()).isEqualTo(first.out());
  }

  private static String sql(String query, String format) {
    Cli.Result result =
        Cli.run("sql", query, "--format", format, "--warehouse", warehouse.toString());
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private static long count(Table table) {
    return Long.parseLong(
        sql("SELECT count(*) AS n FROM " + table.text(), "csv").lines().skip(1).findFirst().get());
  }

  /** Iceberg writes a metadata file for every change of a table. */
  private static List<Path> metadata() throws IOException {
    try (Stream<Path> files = Files.walk(warehouse.resolve("tables"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
