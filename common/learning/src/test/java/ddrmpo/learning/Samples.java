package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import java.util.List;

/** Settings and replays that several tests share. */
final class Samples {
  private Samples() {}

  /** The laptop profile with other sizes. */
  static LearnerSettings settings(List<Integer> hidden, int actions, int batch) {
    return settings(hidden, actions, batch, LearnerSettings.Reference.PREVIOUS_POLICY);
  }

  static LearnerSettings settings(
      List<Integer> hidden, int actions, int batch, LearnerSettings.Reference reference) {
    return new LearnerSettings(
        hidden, hidden, actions, batch, 0.1, 0.01, 1e-5, 0.99, 1e-3, 1e-2, 10, 10, 100, 100, 0.7,
        1e-6, false, 40, 0.1, reference);
  }

  /** Random transitions; the successors of all slots differ. */
  static Replay replay(int size, int observationSize, int actionSize, int slots, long seed) {
    return RandomReplay.of(size, observationSize, actionSize, slots, seed);
  }
}
