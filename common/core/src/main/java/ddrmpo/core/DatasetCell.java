package ddrmpo.core;

import java.util.Locale;

/**
 * One offline dataset: transitions of one task under one perturbed dynamics.
 *
 * @param study the study
 * @param task the task's name
 * @param parameter the perturbed parameter, such as {@code pole-length}
 * @param value the parameter's value
 * @param nominal the value at which the behaviour agent is trained
 * @param settings how many transitions, from which behaviours
 * @param agent how the behaviour agent is trained
 * @param learner the behaviour agent's learner
 * @param seed seed of all randomness
 */
public record DatasetCell(
    String study,
    String task,
    String parameter,
    double value,
    double nominal,
    GenerateSettings settings,
    TrainSettings agent,
    LearnerSettings learner,
    long seed)
    implements Cell {

  /** What the behaviour agent is trained by. */
  public static final Recipe AGENT = Recipe.named("mpo");

  /** Drops what the behaviour agent does not read. */
  public DatasetCell {
    learner = RecipeKeys.read(learner, AGENT);
  }

  @Override
  public String label() {
    return String.format(Locale.ROOT, "dataset %s %s %s", task, parameter, value);
  }
}
