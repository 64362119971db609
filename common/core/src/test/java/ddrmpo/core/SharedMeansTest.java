package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds, generators, artifacts, versions and the references. */
class SharedMeansTest {
  @TempDir Path folder;

  @Test
  void seedsDependOnEveryNameAndOnNothingElse() {
    assertThat(Seeds.derive(0, "a", "b")).isEqualTo(Seeds.derive(0, "a", "b"));
    assertThat(
            new long[] {
              Seeds.derive(0, "a", "b"),
              Seeds.derive(1, "a", "b"),
              Seeds.derive(0, "b", "a"),
              Seeds.derive(0, "ab"),
              Seeds.derive(0, "a"),
              Seeds.derive(0)
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void aGeneratorContinuesWhereItsStateWasTaken() throws IOException {
    Rng rng = Seeds.rng(7, "test");
    rng.nextGaussian();
    rng.nextInt(); // leaves half a word behind, which belongs to the state
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    rng.save(new DataOutputStream(state));
    double[] expected = draws(rng);
    Rng other = new Rng(99);
    other.restore(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
    assertThat(draws(other)).isEqualTo(expected);
    assertThat(draws(other)).isNotEqualTo(expected);

    DataInputStream foreign = new DataInputStream(new ByteArrayInputStream(new byte[40]));
    assertThatThrownBy(() -> other.restore(foreign))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("generator length is 0");
  }

  @Test
  void gaussianNumbersHaveMeanZeroAndVarianceOne() {
    float[] values = new float[100_000];
    Seeds.rng(0, "test").fillGaussian(values, values.length);
    double mean = 0;
    double squares = 0;
    for (float value : values) {
      mean += value / values.length;
      squares += value * value / values.length;
    }
    assertThat(mean).isCloseTo(0, within(0.02));
    assertThat(squares).isCloseTo(1, within(0.02));
  }

  private static double[] draws(Rng rng) {
    double[] draws = new double[30];
    Arrays.setAll(
        draws,
        i -> i % 3 == 0 ? rng.nextGaussian() : i % 3 == 1 ? rng.nextInt(10) : rng.uniform(-1, 1));
    return draws;
  }

  @Test
  void artifactsAreWrittenWholeReplacedAndDeleted() throws IOException {
    LocalArtifacts artifacts = new LocalArtifacts(folder.resolve("new"));
    assertThat(artifacts.read("models/a.model")).isEmpty();
    artifacts.write("models/a.model", bytes("one"));
    artifacts.write("models/a.model", bytes("two"));
    assertThat(artifacts.read("models/a.model")).hasValue(bytes("two"));
    try (var files = Files.list(folder.resolve("new/models"))) {
      assertThat(files).hasSize(1);
    }
    artifacts.delete("models/a.model");
    artifacts.delete("models/a.model");
    assertThat(artifacts.read("models/a.model")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void versionsNameTheProjectJavaAndTheEnginesInOrder() {
    assertThat(Versions.project()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Versions.text(Map.of("spark", "4", "djl", "0")))
        .isEqualTo("ddr-mpo %s, java %s, djl 0, spark 4", Versions.project(), Versions.java());
  }

  @Test
  void theReferenceOfSettingsHoldsEveryKeyWithBothProfiles() {
    String reference = ConfigReference.markdown();
    StudyKeys.SECTIONS.forEach(
        (section, records) ->
            SettingsReader.keys(records)
                .forEach(
                    key ->
                        assertThat(reference)
                            .containsPattern(
                                "\\| `"
                                    + section
                                    + "\\."
                                    + key
                                    + "` \\| `.+` \\| `.+` \\| .+ \\|")));
    assertThat(reference)
        .contains("| `learner.policy` | `[64, 64]` | `[200, 200, 200]` | ")
        .contains("| `fit.stddev-floor` | `1e-6` | `1e-6` | ")
        .contains("| `tasks.pendulum-swingup.train.random-steps` | `15000` |  |");
  }

  @Test
  void theReferenceOfTablesHoldsEveryColumn() {
    String reference = TableReference.markdown();
    for (Table table : Table.values()) {
      assertThat(reference).contains("### `" + table.text() + "`");
      table
          .columns()
          .forEach(column -> assertThat(reference).contains("| `" + column.name() + "` | "));
    }
  }
}
