package ddrmpo.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A start state and the actions that follow it.
 *
 * @param qpos generalised position, m and rad
 * @param qvel generalised velocity, m/s and rad/s
 * @param actions one a control step [steps, D]
 */
record ReplayFile(double[] qpos, double[] qvel, List<double[]> actions) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /**
   * Reads {@code {"qpos": [...], "qvel": [...], "actions": [[...], ...]}}.
   *
   * @throws UserError if the file is missing, no such object, or holds a number that is not finite
   *     or an action of another length than D
   */
  static ReplayFile read(Path file, TaskSpec spec) throws IOException {
    JsonNode root = parse(file);
    double[] qpos = numbers(file, "qpos", member(file, root, "qpos"));
    double[] qvel = numbers(file, "qvel", member(file, root, "qvel"));
    List<double[]> actions = new ArrayList<>();
    JsonNode list = member(file, root, "actions");
    for (int i = 0; i < list.size(); i++) {
      double[] action = numbers(file, "actions[" + i + "]", list.get(i));
      if (action.length != spec.actionSize()) {
        throw UserError.data(
            "%s: actions[%d] has %d numbers, but an action of %s has %d.",
            file, i, action.length, spec.name(), spec.actionSize());
      }
      actions.add(action);
    }
    return new ReplayFile(qpos, qvel, actions);
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw UserError.data("%s is not JSON: %s.", file, e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      throw UserError.data("There is no replay file %s.", file);
    } catch (IOException e) {
      throw UserError.data("Cannot read the replay file %s: %s.", file, e.getMessage());
    }
  }

  private static JsonNode member(Path file, JsonNode root, String key) {
    JsonNode member = root.get(key);
    if (member == null || !member.isArray()) {
      throw UserError.data(
          "%s has no list \"%s\": write {\"qpos\": [...], \"qvel\": [...], \"actions\": [[...], ...]}.",
          file, key);
    }
    return member;
  }

  private static double[] numbers(Path file, String key, JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list.get(i);
      numbers[i] = number.asDouble();
      if (!number.isNumber() || !Double.isFinite(numbers[i])) {
        throw UserError.data(
            "%s: %s[%d] is %s, but must be a finite number.", file, key, i, number.asText());
      }
    }
    if (!list.isArray()) {
      throw UserError.data("%s: %s is not a list of numbers.", file, key);
    }
    return numbers;
  }
}
