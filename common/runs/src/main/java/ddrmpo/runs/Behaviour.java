package ddrmpo.runs;

import ddrmpo.core.GenerateSettings;
import ddrmpo.core.Rng;
import ddrmpo.learning.Policy;
import java.util.List;

/** What acts in one episode of an offline dataset. */
sealed interface Behaviour {

  /** The name in the table: uniform, held or agent. */
  String name();

  /** Writes the next action, each in [-1, 1]. */
  void act(float[] observation, float[] action, Rng rng);

  /** Draws one episode's behaviour from the mixture. */
  static Behaviour draw(GenerateSettings settings, List<Policy> agent, int actionSize, Rng rng) {
    double u = rng.uniform(0, settings.uniform() + settings.held() + settings.agent());
    if (u < settings.uniform()) {
      return new Held("uniform", 1, actionSize);
    }
    if (u < settings.uniform() + settings.held()) {
      return new Held("held", settings.hold(), actionSize);
    }
    return new Agent(agent.get(rng.nextInt(agent.size())), settings.agentEpsilon());
  }

  /** Uniformly random actions, each held for a random number of steps from 1 to {@code longest}. */
  final class Held implements Behaviour {
    private final String name;
    private final int longest;
    private final float[] current;
    private int left;

    Held(String name, int longest, int actionSize) {
      this.name = name;
      this.longest = longest;
      current = new float[actionSize];
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void act(float[] observation, float[] action, Rng rng) {
      if (left == 0) {
        uniform(current, rng);
        left = 1 + rng.nextInt(longest);
      }
      left--;
      System.arraycopy(current, 0, action, 0, action.length);
    }
  }

  /**
   * A policy's sampled actions, with some uniformly random ones among them.
   *
   * @param policy the snapshot that acts
   * @param epsilon probability of a random action
   */
  record Agent(Policy policy, double epsilon) implements Behaviour {
    @Override
    public String name() {
      return "agent";
    }

    @Override
    public void act(float[] observation, float[] action, Rng rng) {
      if (rng.nextDouble() < epsilon) {
        uniform(action, rng);
        return;
      }
      policy.sample(1, observation, rng, action);
      for (int i = 0; i < action.length; i++) {
        action[i] = Math.max(-1f, Math.min(1f, action[i]));
      }
    }
  }

  private static void uniform(float[] action, Rng rng) {
    for (int i = 0; i < action.length; i++) {
      action[i] = (float) rng.uniform(-1, 1);
    }
  }
}
