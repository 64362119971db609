package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bench prints and refuses. */
class BenchTest {
  private static final List<String> TINY =
      List.of("bench", "learner", "--batch", "8", "--policy", "8-8", "--critic", "16");

  @Test
  void jsonHoldsTheMedianAndTheInputs() throws IOException {
    JsonNode result = json("--models", "3", "--threads", "2", "--updates", "5");
    assertThat(result.get("ms_per_update").doubleValue())
        .isPositive()
        .isBetween(result.get("ms_least").doubleValue(), result.get("ms_most").doubleValue());
    assertThat(result.get("updates").intValue()).isEqualTo(5);
    assertThat(result.get("engine").textValue()).isEqualTo("flat");
    assertThat(result.get("threads").intValue()).isEqualTo(2);
    assertThat(result.get("batch").intValue()).isEqualTo(8);
    assertThat(result.get("models").intValue()).isEqualTo(3);
    assertThat(result.get("policy").textValue()).isEqualTo("8-8");
    assertThat(result.get("critic").textValue()).isEqualTo("16");
    assertThat(result.get("observation").intValue()).isEqualTo(3);
    assertThat(result.get("action").intValue()).isEqualTo(1);
  }

  @Test
  void whatIsNotGivenIsTheLaptopProfiles() throws IOException {
    assertThat(json("--updates", "2").get("actions").intValue()).isEqualTo(10);
  }

  @Test
  void tableAndCsvHaveOneRow() {
    assertThat(run("--updates", "1", "--format", "csv").out())
        .startsWith("ms_per_update,")
        .hasLineCount(2);
    assertThat(run("--updates", "1").out()).startsWith("ms_per_update  ").hasLineCount(3);
  }

  @ParameterizedTest
  @CsvSource({
    "--batch, 0, --batch 0 must be at least 1",
    "--actions, 1, --actions 1 must be at least 2",
    "--models, -3, --models -3 must lie in",
    "--observation, 0, --observation 0 must lie in",
    "--action, 0, --action 0 must lie in",
    "--threads, 0, --threads 0 must lie in",
    "--updates, 0, --updates 0 must lie in",
    "--updates, a, 'a' is not an int",
    "--policy, 64-, --policy \"64-\" names no layers",
    "--critic, a, --critic \"a\" names no layers",
    "--critic, 64-0, --critic \"64-0\" names no layers",
    "--engine, gpu, use one of flat",
    "--format, xml, Invalid value for option '--format'",
    "--batch, 2000000000, make batch"
  })
  void badInputIsOneSentence(String option, String value, String named) {
    List<String> line = new ArrayList<>(List.of("bench", "learner"));
    line.addAll(List.of(option, value));
    refused(named, line);
  }

  @Test
  void onlyTheLearnerCanBeTimed() {
    refused("PART", List.of("bench"));
    refused("learner", List.of("bench", "simulator"));
  }

  @Test
  void helpHasAnExample() {
    assertThat(Cli.run("bench", "learner", "--help").out()).contains("Example: ddr bench learner");
  }

  private static void refused(String named, List<String> line) {
    Cli.Result result = Cli.run(line.toArray(String[]::new));
    assertThat(result.err()).startsWith("ddr: ").contains(named).hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  private static JsonNode json(String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of(more));
    line.addAll(List.of("--format", "json"));
    Cli.Result result = run(line.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return new JsonMapper().readTree(result.out());
  }

  private static Cli.Result run(String... more) {
    List<String> line = new ArrayList<>(TINY);
    line.addAll(List.of(more));
    return Cli.run(line.toArray(String[]::new));
  }
}
