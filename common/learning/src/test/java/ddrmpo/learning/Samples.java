package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Rng;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Settings and replays that several tests share. */
final class Samples {
  private Samples() {}

  /** The laptop profile with other sizes. */
  static LearnerSettings settings(List<Integer> hidden, int actions, int batch) {
    return new LearnerSettings(
        hidden,
        hidden,
        actions,
        batch,
        0.1,
        0.01,
        1e-5,
        0.99,
        1e-3,
        1e-2,
        10,
        10,
        100,
        100,
        0.7,
        1e-6,
        false,
        40,
        0.1,
        LearnerSettings.Reference.PREVIOUS_POLICY,
        LearnerSettings.Engine.FLAT,
        LearnerSettings.Device.CPU);
  }

  /** The same settings with another value of one component. */
  static LearnerSettings with(LearnerSettings settings, String component, Object value) {
    try {
      RecordComponent[] components = LearnerSettings.class.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(settings);
      }
      return LearnerSettings.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Random transitions; the successors of all slots differ. */
  static Replay replay(int size, int observationSize, int actionSize, int slots, long seed) {
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
