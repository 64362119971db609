package ddrmpo.control;

import ddrmpo.core.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Parameters that every domain has beside its own. */
final class Common {
  static final Parameter GRAVITY =
      new Parameter("gravity", "m/s^2", 0, 30, 9.81, "gravity, downwards");
  static final Parameter ACTUATOR_GAIN =
      new Parameter("actuator-gain", "1", 0.05, 5, 1, "factor on the force of every actuator");
  static final Parameter JOINT_DAMPING =
      new Parameter("joint-damping", "1", 0, 20, 1, "factor on the damping of every joint");
  static final Parameter ACTION_DELAY =
      new Parameter(
          "action-delay", "steps", 0, 10, 0, "control steps until an action acts; whole numbers");
  static final Parameter OBSERVATION_NOISE =
      new Parameter(
          "observation-noise",
          "1",
          0,
          10,
          0,
          "standard deviation of Gaussian noise on every component of the observation, in its unit");

  /** For domains with contacts. */
  static final Parameter CONTACT_FRICTION =
      new Parameter("contact-friction", "1", 0, 5, 1, "factor on the friction of every contact");

  private Common() {}

  /** A domain's own parameters and the common ones. */
  static List<Parameter> and(Parameter... own) {
    List<Parameter> all = new ArrayList<>(List.of(own));
    all.addAll(List.of(GRAVITY, ACTUATOR_GAIN, JOINT_DAMPING, ACTION_DELAY, OBSERVATION_NOISE));
    return List.copyOf(all);
  }
}
