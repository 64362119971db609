package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The keys of {@code learner} that only some recipes read; a study must not set them in vain. */
final class RecipeKeys {
  private static final Map<String, Predicate<Recipe>> READERS = readers();

  private RecipeKeys() {}

  private static Map<String, Predicate<Recipe>> readers() {
    Predicate<Recipe> regularised = recipe -> recipe.regulariser() == Regulariser.KL;
    Predicate<Recipe> svg = recipe -> recipe.improvement() == Improvement.SVG;
    Map<String, Predicate<Recipe>> readers = new LinkedHashMap<>();
    readers.put("tau", regularised);
    readers.put("reference", regularised);
    readers.put("cvar-level", recipe -> recipe.backup() == Backup.CVAR);
    readers.put("soft-min-temperature", recipe -> recipe.backup() == Backup.SOFT_MIN);
    readers.put("svg-tanh-mean", svg);
    readers.put("svg-minimum-stddev", svg);
    readers.put("svg-entropy", svg);
    for (String key :
        List.of(
            "epsilon",
            "epsilon-mean",
            "epsilon-stddev",
            "initial-temperature",
            "initial-alpha-mean",
            "initial-alpha-stddev",
            "tanh-mean",
            "minimum-stddev")) {
      readers.put(key, svg.negate());
    }
    return readers;
  }

  /** Refuses a key of a study, or of its overrides, that none of its recipes reads. */
  static void check(ConfigObject layer, List<Recipe> recipes) {
    if (recipes.isEmpty()) {
      return;
    }
    check("learner.", StudyKeys.block("", layer, "learner"), recipes);
    ConfigObject tasks = StudyKeys.block("", layer, StudyKeys.TASKS);
    for (String task : tasks.keySet()) {
      String prefix = StudyKeys.TASKS + "." + task + ".learner.";
      ConfigObject settings = StudyKeys.block("", tasks, task);
      check(prefix, StudyKeys.block("", settings, "learner"), recipes);
    }
  }

  private static void check(String prefix, ConfigObject learner, List<Recipe> recipes) {
    READERS.forEach(
        (key, reads) -> {
          ConfigValue value = learner.get(key);
          if (value != null && recipes.stream().noneMatch(reads)) {
            throw UserError.usage(
                "%s%s = %s (%s) contradicts recipes = %s, none of which reads it: leave it out, or add one that does, such as \"%s\".",
                prefix,
                key,
                SettingsReader.render(value),
                value.origin().description(),
                recipes.stream().map(Recipe::name).toList(),
                Recipe.all().stream().filter(reads).findFirst().orElseThrow().name());
          }
        });
  }
}
