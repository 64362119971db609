package ddrmpo.core;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One training run: a recipe on a task, over an uncertainty set, with a seed.
 *
 * @param study the study
 * @param task the task's name
 * @param recipe the agent
 * @param parameter the perturbed parameter
 * @param nominal the value of the simulator that the agent acts in
 * @param set values of the simulators in the set, the nominal one first, or those that domain
 *     randomisation draws from; else empty
 * @param models the transition models of the set; empty for a set without
 * @param learner the learner's hyperparameters; those that the recipe does not read are fixed
 * @param settings how it collects and learns
 * @param seed seed of all of the run's randomness
 */
public record RunCell(
    String study,
    String task,
    Recipe recipe,
    String parameter,
    double nominal,
    List<Double> set,
    List<ModelCell> models,
    LearnerSettings learner,
    TrainSettings settings,
    long seed)
    implements Cell {

  /** Checks that recipe and set go together. */
  public RunCell {
    set = List.copyOf(set);
    models = List.copyOf(models);
    learner = RecipeKeys.read(learner, recipe);
    int members = Math.max(set.size(), models.size());
    boolean needsMembers =
        recipe.set() != SetKind.NONE || recipe.randomisation() != Randomisation.NONE;
    if (needsMembers && members < 2) {
      throw UserError.usage(
          "Recipe \"%s\" on %s has a set of %d member: it needs at least two, or use \"mpo\".",
          recipe.name(), task, members);
    }
    settings.requireFor(recipe);
    for (ModelCell model : models) {
      if (!model.dataset().task().equals(task)) {
        throw UserError.usage(
            "A run on %s cannot use a transition model of %s: fit models of the run's task.",
            task, model.dataset().task());
      }
    }
  }

  /**
   * The size of the subsets that the learned set's models were fitted to; empty for sets without.
   */
  public OptionalLong size() {
    return models.isEmpty() ? OptionalLong.empty() : OptionalLong.of(models.get(0).size());
  }

  /** Folder of the run's checkpoint and policies, relative to the warehouse. */
  public String path() {
    return "runs/" + id();
  }

  @Override
  public String label() {
    String size =
        models.isEmpty() ? "" : String.format(Locale.ROOT, " size %d", size().getAsLong());
    return String.format(Locale.ROOT, "%s%s %s seed %d", recipe.name(), size, task, seed);
  }
}
