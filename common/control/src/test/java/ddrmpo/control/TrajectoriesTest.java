package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task against recorded trajectories of dm_control's own models; see data/README files. */
class TrajectoriesTest {
  private static final Path DATA = Path.of("../../data");

  /** Full precision, same engine: how far the project's model may be off, at every step. */
  private static final double SAME_ENGINE = 1e-9;

  /** 10 digits, older engine, to {@link #SURE_STEPS}. */
  private static final double OLDER_ENGINE = 1e-6;

  private static final int SURE_STEPS = 20;

  /** The same to the last step. */
  private static final double OLDER_ENGINE_END = 1e-4;

  /** The hand is the project's own reconstruction: dm_control has none. */
  private static final String HAND = "shadow-hand-reorient";

  static Stream<TaskSpec> tasks() {
    return Suite.specs().stream().filter(spec -> !spec.name().equals(HAND));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void sameEngine(TaskSpec spec) throws IOException {
    JsonNode reference = read("dm_control/reference/" + spec.name() + ".json");
    assertThat(reference.get("mujoco").asText())
        .as("run data/dm_control/compare.py again")
        .isEqualTo(Model.version());
    for (JsonNode model : reference.get("models")) {
      double value = model.get("value").asDouble();
      JsonNode rows = model.get("rows");
      double[] observation = new double[spec.observationSize()];
      double worst = 0;
      try (Environment environment = Environment.of(spec.name(), value)) {
        JsonNode start = rows.get(0);
        environment.restore(array(start.get("qpos")), array(start.get("qvel")), observation);
        assertThat(distance(observation, start.get("observation"))).isLessThan(SAME_ENGINE);
        int next = 1;
        for (int step = 1; step <= model.get("actions").size(); step++) {
          double reward = environment.step(array(model.get("actions").get(step - 1)), observation);
          JsonNode row = rows.get(next);
          if (row.get("step").asInt() == step) {
            worst = Math.max(worst, distance(environment.qpos(), row.get("qpos")));
            worst = Math.max(worst, distance(environment.qvel(), row.get("qvel")));
            worst = Math.max(worst, distance(observation, row.get("observation")));
            worst = Math.max(worst, Math.abs(reward - row.get("reward").asDouble()));
            next++;
          }
          if (next == rows.size()) {
            break;
          }
        }
        assertThat(next).as("rows compared").isEqualTo(rows.size());
      }
      assertThat(worst).as("%s at %s", spec.name(), value).isLessThanOrEqualTo(SAME_ENGINE);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void golden(TaskSpec spec) throws IOException {
    JsonNode golden = read("golden/" + spec.name().replace('-', '_') + ".json");
    double[] observation = new double[spec.observationSize()];
    for (JsonNode model : golden.get("models")) {
      double value = model.get("value").asDouble();
      JsonNode rows = model.get("rows");
      double worst = 0;
      double sure = 0;
      int next = 0;
      try (Environment environment = Environment.of(spec.name(), value)) {
        environment.restore(
            array(golden.get("init_qpos")), array(golden.get("init_qvel")), observation);
        worst = Math.max(worst, distance(observation, model.get("obs0")));
        for (int step = 1; next < rows.size(); step++) {
          double reward = environment.step(array(golden.get("actions").get(step - 1)), observation);
          JsonNode row = rows.get(next); // step, qpos, qvel, observation, reward
          if (row.get(0).asInt() == step) {
            worst = Math.max(worst, distance(environment.qpos(), row.get(1)));
            worst = Math.max(worst, distance(environment.qvel(), row.get(2)));
            worst = Math.max(worst, distance(observation, row.get(3)));
            worst = Math.max(worst, Math.abs(reward - row.get(4).asDouble()));
            next++;
          }
          if (step <= SURE_STEPS) {
            sure = worst;
          }
        }
      }
      assertThat(next).as("rows compared").isEqualTo(rows.size());
      assertThat(sure).as("%s at %s", spec.name(), value).isLessThanOrEqualTo(OLDER_ENGINE);
      assertThat(worst).as("%s at %s", spec.name(), value).isLessThanOrEqualTo(OLDER_ENGINE_END);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void goldenMassesAndInertias(TaskSpec spec) throws IOException {
    JsonNode golden = read("golden/" + spec.name().replace('-', '_') + ".json");
    for (JsonNode model : golden.get("models")) {
      double value = model.get("value").asDouble();
      try (Environment environment = Environment.of(spec.name(), value)) {
        Model compiled = environment.model();
        assertThat(compiled.totalMass())
            .isCloseTo(model.get("total_mass").asDouble(), within(1e-6));
        for (JsonNode body : model.get("bodies")) {
          int id = compiled.body(body.get("name").asText().replace("_1", ""));
          assertThat(compiled.bodyMass(id)).isCloseTo(body.get("mass").asDouble(), within(1e-6));
          assertThat(distance(compiled.bodyInertia(id), body.get("inertia"))).isLessThan(1e-6);
          assertThat(distance(compiled.bodyInertialPosition(id), body.get("ipos")))
              .isLessThan(1e-6);
        }
      }
    }
  }

  /** Two seconds without action from random joint angles: how an episode of the cheetah begins. */
  @Test
  void theCheetahSettlesAsRecorded() throws IOException {
    double[] observation = new double[17];
    for (JsonNode settled : read("golden/cheetah_reset.json").get("cases")) {
      double[] qpos = new double[9];
      System.arraycopy(array(settled.get("q_rand")), 0, qpos, 3, 6);
      try (Environment environment =
          Environment.of("cheetah-run", settled.get("torso_half_length").asDouble())) {
        environment.restore(qpos, new double[9], observation);
        for (int step = 0; step < 200; step++) {
          environment.step(new double[6], observation);
        }
        assertThat(distance(environment.qpos(), settled.get("clean_qpos"))).isLessThan(1e-6);
        assertThat(distance(environment.qvel(), settled.get("clean_qvel"))).isLessThan(1e-6);
      }
    }
  }

  /**
   * The hand against the model that it was rebuilt from. Between that engine and this one margins
   * of contacts and the collider of boxes changed, so only the step before the cube lands agrees
   * closely.
   */
  @Test
  void theHandMovesAsRecorded() throws IOException {
    JsonNode golden = read("golden/shadow_hand_smoke.json");
    for (JsonNode model : golden.get("models")) {
      double[] observation = new double[79];
      double[] qpos = new double[31];
      qpos[24] = 1;
      qpos[25] = 0.87;
      qpos[26] = 0.2;
      qpos[27] = 1;
      try (Environment environment = Environment.of(HAND, model.get("half_width").asDouble())) {
        environment.restore(qpos, new double[30], observation);
        int next = 0;
        for (int step = 1; next < model.get("rows").size(); step++) {
          environment.step(array(golden.get("actions").get(step - 1)), observation);
          JsonNode row = model.get("rows").get(next);
          if (row.get(0).asInt() == step) {
            assertThat(distance(environment.qpos(), row.get(1)))
                .as("rad or m after step %s", step)
                .isLessThan(step == 1 ? 1e-9 : 0.01);
            next++;
          }
        }
      }
    }
  }

  private static JsonNode read(String name) throws IOException {
    return new JsonMapper().readTree(Files.readString(DATA.resolve(name)));
  }

  private static double[] array(JsonNode node) {
    double[] array = new double[node.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = node.get(i).asDouble();
    }
    return array;
  }

  /** Greatest absolute difference. */
  private static double distance(double[] ours, JsonNode theirs) {
    assertThat(ours).hasSize(theirs.size());
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      worst = Math.max(worst, Math.abs(ours[i] - theirs.get(i).asDouble()));
    }
    return worst;
  }
}
