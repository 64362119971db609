package ddrmpo.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a study does on one task: the effective settings after all layers.
 *
 * @param task the task's name
 * @param perturbation the values that are trained on and tested
 * @param generate how the offline datasets are made
 * @param sizes sizes of the nested subsets that models are fitted to; empty: no models
 * @param kinds families of models
 * @param fit how models are fitted
 * @param modelSeeds seeds of the neural models
 * @param learner the learner's hyperparameters
 * @param train how runs collect and learn
 * @param evaluate how policies are evaluated
 */
public record TaskPlan(
    String task,
    Perturbation perturbation,
    GenerateSettings generate,
    List<Long> sizes,
    List<ModelKind> kinds,
    FitSettings fit,
    List<Long> modelSeeds,
    LearnerSettings learner,
    TrainSettings train,
    EvaluateSettings evaluate)
    implements Serializable {

  /** Checks the models against the dataset. */
  public TaskPlan {
    sizes = List.copyOf(sizes);
    kinds = List.copyOf(kinds);
    modelSeeds = List.copyOf(modelSeeds);
    distinct("fit.sizes", sizes);
    distinct("fit.models", kinds.stream().map(ModelKind::text).toList());
    distinct("fit.seeds", modelSeeds);
    long trainable =
        generate.transitions() - (long) generate.heldOutEpisodes() * generate.episodeSteps();
    for (long size : sizes) {
      if (size < 1) {
        throw UserError.usage(
            "fit.sizes = %s of %s names %d, but a size must be at least 1.", sizes, task, size);
      }
      if (size > trainable) {
        throw UserError.usage(
            "fit.sizes of %s names %d, but only %d of the dataset's %d transitions are not held out: raise generate.transitions or leave that size out.",
            task, size, Math.max(0, trainable), generate.transitions());
      }
    }
    if (!sizes.isEmpty() && (kinds.isEmpty() || modelSeeds.isEmpty())) {
      throw UserError.usage(
          "fit.sizes = %s of %s needs models to fit: name at least one in fit.models and one seed in fit.seeds.",
          sizes, task);
    }
  }

  static void distinct(String key, List<?> values) {
    HashSet<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw UserError.usage("%s = %s names %s twice: leave one out.", key, values, value);
      }
    }
  }

  /** Refuses a recipe that this task's set or models cannot serve. */
  void check(Recipe recipe) {
    int members = perturbation.set().size();
    boolean needsSet =
        recipe.randomisation() != Randomisation.NONE
            || recipe.set() != SetKind.NONE && recipe.set() != SetKind.ENSEMBLE;
    if (needsSet && members < 2) {
      throw UserError.usage(
          "Recipe \"%s\" on %s has a set of %d member, %s: add values to tasks.%s.perturbation.set, or use \"mpo\".",
          recipe.name(), task, members, perturbation.set(), task);
    }
    train.requireFor(recipe);
    if (recipe.set() == SetKind.ENSEMBLE && modelSeeds.size() < 2) {
      throw UserError.usage(
          "Recipe \"%s\" on %s needs models of several seeds, but fit.seeds = %s: name at least two.",
          recipe.name(), task, modelSeeds);
    }
    if (recipe.set().models() && sizes.isEmpty()) {
      throw UserError.usage(
          "Recipe \"%s\" on %s needs transition models, but fit.sizes is empty: name sizes such as fit.sizes = [100, 10000].",
          recipe.name(), task);
    }
    if (recipe.set().models() && !kinds.contains(ModelKind.NEURAL)) {
      throw UserError.usage(
          "Recipe \"%s\" on %s needs neural models, but fit.models = %s: add \"neural\".",
          recipe.name(), task, kinds.stream().map(ModelKind::text).toList());
    }
  }

  /** One dataset for each value of the set, if models are fitted. */
  List<DatasetCell> datasets(String study) {
    if (sizes.isEmpty()) {
      return List.of();
    }
    TrainSettings agent = agent();
    return perturbation.set().stream()
        .map(
            value ->
                new DatasetCell(
                    study,
                    task,
                    perturbation.parameter(),
                    value,
                    perturbation.nominal(),
                    generate,
                    agent,
                    learner,
                    generate.seed()))
        .toList();
  }

  /** Every size of every dataset by every kind; only neural models have more than one seed. */
  List<ModelCell> models(String study) {
    List<ModelCell> models = new ArrayList<>();
    for (DatasetCell dataset : datasets(study)) {
      for (long size : sizes) {
        for (ModelKind kind : kinds) {
          List<Long> seeds = kind == ModelKind.NEURAL ? modelSeeds : modelSeeds.subList(0, 1);
          for (long seed : seeds) {
            models.add(new ModelCell(study, dataset, size, kind, fit, seed));
          }
        }
      }
    }
    return models;
  }

  /**
   * The runs of one recipe with one seed: one, or one for each size if the set has models.
   *
   * @param place the seed's place in the study, which picks the seed of the models
   */
  List<RunCell> runs(String study, Recipe recipe, long seed, int place) {
    List<Double> values =
        recipe.set().simulators()
            ? perturbation.set()
            : recipe.randomisation().values(perturbation.set());
    if (!recipe.set().models()) {
      return List.of(run(study, recipe, values, List.of(), seed));
    }
    List<Long> memberSeeds =
        recipe.set() == SetKind.ENSEMBLE
            ? modelSeeds
            : List.of(modelSeeds.get(place % modelSeeds.size()));
    List<DatasetCell> data =
        recipe.set() == SetKind.ENSEMBLE ? datasets(study).subList(0, 1) : datasets(study);
    return sizes.stream()
        .map(size -> run(study, recipe, values, members(study, data, size, memberSeeds), seed))
        .toList();
  }

  private RunCell run(
      String study, Recipe recipe, List<Double> set, List<ModelCell> models, long seed) {
    return new RunCell(
        study,
        task,
        recipe,
        perturbation.parameter(),
        perturbation.nominal(),
        set,
        models,
        learner,
        train.times(recipe.samples()),
        seed);
  }

  private List<ModelCell> members(
      String study, List<DatasetCell> data, long size, List<Long> memberSeeds) {
    List<ModelCell> members = new ArrayList<>();
    for (DatasetCell dataset : data) {
      for (long seed : memberSeeds) {
        members.add(new ModelCell(study, dataset, size, ModelKind.NEURAL, fit, seed));
      }
    }
    return members;
  }

  /**
   * How the behaviour agent trains: as the task's runs do, in fewer steps. At most half of them are
   * random or before the first update; its snapshots are spread over the whole training.
   */
  private TrainSettings agent() {
    long steps = generate.agentSteps();
    return new TrainSettings(
        steps,
        train.stepsPerUpdate(),
        train.nStep(),
        train.replay(),
        Math.min(train.learningStarts(), steps / 2),
        Math.min(train.randomSteps(), steps / 2),
        train.randomHold(),
        train.episodeCut(),
        Math.max(1, steps / generate.agentSnapshots()),
        1,
        generate.agentSnapshots(),
        train.checkpointEvery());
  }
}
