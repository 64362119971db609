package ddrmpo.core;

import java.io.Serializable;
import java.util.List;

/**
 * A control task as seen by code that knows no physics: sizes, names and the perturbation.
 *
 * @param name such as {@code pendulum-swingup}
 * @param observations the observation's components by name; their number is O
 * @param anglePairs indices (cos, sin) of observation components that lie on a unit circle
 * @param actionSize number of actions D, each in [-1, 1]
 * @param stateSize length of the full simulator state: time, qpos, qvel, act, qacc_warmstart
 * @param episodeSteps control steps in an episode; it ends by truncation, with discount 1
 * @param controlTimestep seconds in a control step
 * @param perturbation the perturbed parameter with the paper's values
 */
public record TaskSpec(
    String name,
    List<String> observations,
    List<AnglePair> anglePairs,
    int actionSize,
    int stateSize,
    int episodeSteps,
    double controlTimestep,
    Perturbation perturbation)
    implements Serializable {

  /** Indices of the cosine and the sine of one angle in the observation. */
  public record AnglePair(int cos, int sin) implements Serializable {}

  /** O, the length of an observation. */
  public int observationSize() {
    return observations.size();
  }
}
