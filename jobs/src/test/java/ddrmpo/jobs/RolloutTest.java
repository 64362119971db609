package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.control.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rollout prints. */
class RolloutTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void anyParameterCanBeGiven() throws IOException {
    List<JsonNode> light =
        lines(
            "rollout", "pendulum-swingup", "--parameter", "gravity", "--value", "1.62", "--random");
    List<JsonNode> earth =
        lines("rollout", "pendulum-swingup", "--parameter", "gravity", "--random");
    assertThat(light).hasSize(1000);
    assertThat(light.get(99)).isNotEqualTo(earth.get(99));
    assertThat(earth).isEqualTo(lines("rollout", "pendulum-swingup", "--random"));
  }

  @Test
  void aReplayIsTheSimulationBitForBit() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("replay.json"),
            "{\"qpos\":[0.1,-0.2],\"qvel\":[0.3,0.4],\"actions\":[[0.5],[-0.7],[2.0]]}");
    List<JsonNode> steps =
        lines("rollout", "cartpole-swingup", "--value", "1.4", "--replay", file.toString());
    double[] observation = new double[5];
    try (Environment environment = Environment.of("cartpole-swingup", 1.4)) {
      environment.restore(new double[] {0.1, -0.2}, new double[] {0.3, 0.4}, observation);
      double[] actions = {0.5, -0.7, 1};
      assertThat(steps).hasSize(actions.length);
      for (int i = 0; i < actions.length; i++) {
        double reward = environment.step(new double[] {actions[i]}, observation);
        JsonNode step = steps.get(i);
        assertThat(step.get("step").asInt()).isEqualTo(i + 1);
        assertThat(numbers(step.get("qpos"))).isEqualTo(environment.qpos());
        assertThat(numbers(step.get("qvel"))).isEqualTo(environment.qvel());
        assertThat(numbers(step.get("observation"))).isEqualTo(observation);
        assertThat(numbers(step.get("action"))).containsExactly(actions[i]);
        assertThat(step.get("reward").asDouble()).isEqualTo(reward);
      }
    }
  }

  @Test
  void theSeedDecidesARandomRollout() throws IOException {
    String[] seven = {"rollout", "pendulum-swingup", "--random", "--steps", "5", "--seed", "7"};
    List<JsonNode> first = lines(seven);
    assertThat(first).hasSize(5).isEqualTo(lines(seven));
    seven[6] = "8";
    assertThat(first).isNotEqualTo(lines(seven));
  }

  private static List<JsonNode> lines(String... args) throws IOException {
    Cli.Result result = Cli.run(args);
    assertThat(result.code()).as(result.err()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
