package ddrmpo.core;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A control task as seen by code that knows no physics: sizes, names and the perturbation.
 *
 * @param name such as {@code pendulum-swingup}
 * @param observations the observation's components by name; their number is O
 * @param anglePairs indices (cos, sin) of observation components that lie on a unit circle
 * @param actionSize number of actions D, each in [-1, 1]
 * @param stateSize S, length of the full state: time, qpos, qvel, act, qacc_warmstart, and what the
 *     task remembers beside them
 * @param episodeSteps control steps in an episode; it ends by truncation, with discount 1
 * @param controlTimestep seconds in a control step
 * @param parameters every parameter that can be perturbed
 * @param perturbation the parameter that is perturbed by default, with the paper's values
 * @param variants other readings of the paper, by name
 */
public record TaskSpec(
    String name,
    List<String> observations,
    List<AnglePair> anglePairs,
    int actionSize,
    int stateSize,
    int episodeSteps,
    double controlTimestep,
    List<Parameter> parameters,
    Perturbation perturbation,
    List<Variant> variants)
    implements Serializable {

  /** A task whose perturbation is read in one way only. */
  public TaskSpec(
      String name,
      List<String> observations,
      List<AnglePair> anglePairs,
      int actionSize,
      int stateSize,
      int episodeSteps,
      double controlTimestep,
      List<Parameter> parameters,
      Perturbation perturbation) {
    this(
        name,
        observations,
        anglePairs,
        actionSize,
        stateSize,
        episodeSteps,
        controlTimestep,
        parameters,
        perturbation,
        List.of());
  }

  /**
   * Another reading of the paper's perturbation.
   *
   * @param name such as {@code nominal-0.5}
   * @param perturbation its values
   * @param meaning what the paper says for it, in a phrase
   */
  public record Variant(String name, Perturbation perturbation, String meaning)
      implements Serializable {}

  /** Indices of the cosine and the sine of one angle in the observation. */
  public record AnglePair(int cos, int sin) implements Serializable {}

  /** The same task with another length of its state. */
  public TaskSpec withStateSize(int size) {
    return with(anglePairs, size);
  }

  /** The same task without the knowledge that some components lie on circles. */
  public TaskSpec withoutAnglePairs() {
    return with(List.of(), stateSize);
  }

  private TaskSpec with(List<AnglePair> pairs, int size) {
    return new TaskSpec(
        name,
        observations,
        pairs,
        actionSize,
        size,
        episodeSteps,
        controlTimestep,
        parameters,
        perturbation,
        variants);
  }

  /**
   * The parameter of this name.
   *
   * @throws UserError if there is none; the message lists them
   */
  public Parameter parameter(String wanted) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "Task %s has no parameter \"%s\": perturb one of %s.",
                    name,
                    wanted,
                    parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))));
  }

  /** O, the length of an observation. */
  public int observationSize() {
    return observations.size();
  }
}
