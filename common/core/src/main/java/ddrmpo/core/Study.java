package ddrmpo.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One study, checked whole: agents with seeds on tasks, with all settings after all layers. Its
 * cells follow from it alone.
 *
 * @param name the study's name, a part of every cell
 * @param profile the profile that the settings fall back on
 * @param seeds seeds of the runs
 * @param recipes the agents
 * @param tasks the effective settings of each task
 */
public record Study(
    String name, String profile, List<Long> seeds, List<Recipe> recipes, List<TaskPlan> tasks)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Refuses contradictions between the study's parts. */
  public Study {
    if (!NAME.matcher(name).matches()) {
      throw UserError.usage(
          "name = \"%s\" is no study name: use at most 64 lower-case letters, digits, dots, underscores and hyphens, beginning with a letter or digit.",
          name);
    }
    if (seeds.isEmpty()) {
      throw noSeeds("[]");
    }
    TaskPlan.distinct("seeds", seeds);
    TaskPlan.distinct("recipes", recipes.stream().map(Recipe::name).toList());
    seeds = List.copyOf(seeds);
    recipes = List.copyOf(recipes);
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw UserError.usage(
          "Study \"%s\" names no task: add one, such as tasks { pendulum-swingup {} }.", name);
    }
    for (TaskPlan task : tasks) {
      recipes.forEach(task::check);
      if (recipes.isEmpty() && task.sizes().isEmpty()) {
        throw UserError.usage(
            "Study \"%s\" asks for nothing on %s: name recipes, or sizes of models in fit.sizes.",
            name, task.task());
      }
    }
  }

  static UserError noSeeds(String given) {
    return UserError.usage(
        "seeds = %s must list at least one seed, such as seeds = [0, 1] or seeds = \"0..4\".",
        given);
  }

  /**
   * Reads a study.
   *
   * <p>The settings of a task are layered, the strongest first: overrides, the study's {@code
   * tasks.<task>}, the study, the profile's {@code tasks.<task>}, the profile.
   *
   * @param nameOrPath the name of a study in {@code conf/studies}, or the path of a file
   * @param overrides {@code key=value}, where a later one is stronger
   * @param tasks every task that a study may name
   * @throws UserError if anything is missing, unknown or contradictory
   */
  public static Study load(String nameOrPath, List<String> overrides, List<TaskSpec> tasks) {
    return StudyLoader.load(nameOrPath, overrides, tasks);
  }

  /** The names of the studies in {@code conf/studies}, sorted; a figure's is {@code paper/...}. */
  public static List<String> shipped() {
    return ConfFiles.names(StudyLoader.STUDIES);
  }

  /** The offline datasets, in the order of tasks and of the set's values. */
  public List<DatasetCell> datasets() {
    return tasks.stream().flatMap(task -> task.datasets(name).stream()).toList();
  }

  /** The transition models. */
  public List<ModelCell> models() {
    return tasks.stream().flatMap(task -> task.models(name).stream()).toList();
  }

  /** The training runs, in the order of tasks, seeds, recipes and sizes. */
  public List<RunCell> runs() {
    return tasks.stream().flatMap(task -> runs(task).stream()).toList();
  }

  /** The evaluations, one for each run and in the same order. */
  public List<EvaluationCell> evaluations() {
    List<EvaluationCell> cells = new ArrayList<>();
    for (TaskPlan task : tasks) {
      for (RunCell run : runs(task)) {
        cells.add(new EvaluationCell(name, run, task.perturbation().tested(), task.evaluate()));
      }
    }
    return List.copyOf(cells);
  }

  private List<RunCell> runs(TaskPlan task) {
    List<RunCell> runs = new ArrayList<>();
    for (int place = 0; place < seeds.size(); place++) {
      for (Recipe recipe : recipes) {
        runs.addAll(task.runs(name, recipe, seeds.get(place), place));
      }
    }
    return runs;
  }
}
