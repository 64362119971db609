package ddrmpo.runs;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LocalArtifacts;
import ddrmpo.core.Profiles;
import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.learning.Learner;
import ddrmpo.learning.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run of the paper's profile holds in memory, in a JVM of its own: the learner and a full
 * replay with three members at the sizes of the walker. Prints the bytes of the learner's arrays,
 * the policy's updates and the JVM's peak.
 */
final class FullReplay {
  static final int TRANSITIONS = 1_000_000;
  static final int OBSERVATION = 24;
  static final int ACTION = 6;
  static final int SLOTS = 3;

  private static final LearnerSettings PAPER = Profiles.learner("paper", List.of());

  private FullReplay() {}

  /** The bytes that the transitions need. */
  static long bytes() {
    return TRANSITIONS * (long) Float.BYTES * (OBSERVATION + ACTION + 2 + SLOTS * OBSERVATION);
  }

  /**
   * Arguments: a folder, and {@code fill}, which makes a replay and leaves a checkpoint, or {@code
   * resume}, which goes on from it.
   */
  public static void main(String[] arguments) throws IOException {
    LocalArtifacts artifacts = new LocalArtifacts(Path.of(arguments[0]));
    long before = usedBytes();
    Learner learner =
        Learner.of(Recipe.named("r-mpo"), PAPER, OBSERVATION, ACTION, SLOTS, true, 0, 1);
    System.out.println("learner " + (usedBytes() - before));
    Replay replay = new Replay(TRANSITIONS, OBSERVATION, ACTION, SLOTS);
    if (arguments[1].equals("fill")) {
      fill(replay);
      learner.update(replay);
      Checkpoint.write(
          artifacts,
          "checkpoint",
          out -> {
            learner.save(out);
            replay.save(out);
          });
    } else {
      boolean whole =
          Checkpoint.read(
              artifacts,
              "checkpoint",
              in -> {
                learner.restore(in);
                replay.restore(in);
              });
      System.out.println("whole " + whole);
    }
    learner.update(replay);
    System.out.println("loss " + learner.update(replay).criticLoss());
    System.out.println("peak " + Memory.peak());
  }

  private static void fill(Replay replay) {
    Rng rng = new Rng(1);
    float[] observation = new float[OBSERVATION];
    float[] action = new float[ACTION];
    float[] successors = new float[SLOTS * OBSERVATION];
    for (int i = 0; i < TRANSITIONS; i++) {
      rng.fillGaussian(observation, OBSERVATION);
      rng.fillGaussian(successors, successors.length);
      for (int d = 0; d < ACTION; d++) {
        action[d] = (float) rng.uniform(-1, 1);
      }
      replay.add(observation, action, (float) rng.uniform(0, 1), 1f, successors);
    }
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
