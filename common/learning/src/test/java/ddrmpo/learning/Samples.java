package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Profiles;
import ddrmpo.core.Recipe;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Settings and replays that several tests share. */
final class Samples {
  private Samples() {}

  /** The laptop profile with other sizes. */
  static LearnerSettings settings(List<Integer> hidden, int actions, int batch) {
    return Profiles.learner(
        "laptop",
        List.of(
            "learner.policy=" + hidden,
            "learner.critic=" + hidden,
            "learner.actions=" + actions,
            "learner.batch=" + batch));
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
    return RandomReplay.of(size, observationSize, actionSize, slots, seed);
  }

  /** Whether the nominal successor is a member of the recipe's set. */
  static boolean nominalTakesPart(Recipe recipe) {
    return switch (recipe.set()) {
      case NONE, PHYSICS, ANCHORED, MIXED -> true;
      case LEARNED, ENSEMBLE, PLACEBO -> false;
    };
  }
}
