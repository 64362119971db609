package ddrmpo.learning;

import ddrmpo.core.Rng;

/** Replays of random transitions, for timing and tests: nothing is simulated. */
final class RandomReplay {
  private RandomReplay() {}

  /** A full replay of Gaussian numbers; the successors of all slots differ. */
  static Replay of(int size, int observationSize, int actionSize, int slots, long seed) {
    Rng rng = new Rng(seed);
    Replay replay = new Replay(size, observationSize, actionSize, slots);
    float[] observation = new float[observationSize];
    float[] action = new float[actionSize];
    float[] successors = new float[slots * observationSize];
    for (int i = 0; i < size; i++) {
      rng.fillGaussian(observation, observationSize);
      rng.fillGaussian(action, actionSize);
      rng.fillGaussian(successors, successors.length);
      replay.add(observation, action, (float) rng.uniform(0, 1), 1f, successors);
    }
    return replay;
  }
}
