package ddrmpo.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What is printed for a control step.
 *
 * @param step from 1
 * @param qpos generalised position after the step, m and rad
 * @param qvel generalised velocity after the step, m/s and rad/s
 * @param observation after the step [O]
 * @param action the action applied, inside [-1, 1] [D]
 * @param reward of the state after the step, in [0, 1]
 */
@JsonPropertyOrder({"step", "qpos", "qvel", "observation", "action", "reward"})
record RolloutStep(
    int step, double[] qpos, double[] qvel, double[] observation, double[] action, double reward) {
  private static final JsonMapper JSON = new JsonMapper();

  /** One line of JSON; a number reads back as the same double. */
  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a step is plain data", e);
    }
  }
}
