package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The keys of {@code learner} that only some recipes read. A study must not set them in vain, and
 * they decide nothing about the cells of the other recipes.
 */
final class RecipeKeys {
  private static final Map<String, Key> KEYS = keys();

  private RecipeKeys() {}

  /**
   * A key.
   *
   * @param reads the recipes that read it
   * @param otherwise its value in the cells of the others: any would do, so long as it stays
   */
  private record Key(Predicate<Recipe> reads, Object otherwise) {}

  private static Map<String, Key> keys() {
    Predicate<Recipe> regularised = recipe -> recipe.regulariser() == Regulariser.KL;
    Predicate<Recipe> svg = recipe -> recipe.improvement() == Improvement.SVG;
    Predicate<Recipe> mpo = svg.negate();
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("tau", new Key(regularised, 0.1));
    keys.put("reference", new Key(regularised, LearnerSettings.Reference.PREVIOUS_POLICY));
    keys.put("cvar-level", new Key(recipe -> recipe.backup() == Backup.CVAR, 0.5));
    keys.put("soft-min-temperature", new Key(recipe -> recipe.backup() == Backup.SOFT_MIN, 1.0));
    keys.put("svg-tanh-mean", new Key(svg, true));
    keys.put("svg-minimum-stddev", new Key(svg, 0.316));
    keys.put("svg-entropy", new Key(svg, 0.0));
    keys.put("svg-action-penalty", new Key(svg, 0.0));
    keys.put("epsilon", new Key(mpo, 0.1));
    keys.put("epsilon-mean", new Key(mpo, 0.01));
    keys.put("epsilon-stddev", new Key(mpo, 1e-5));
    keys.put("dual-learning-rate", new Key(mpo, 0.01));
    keys.put("initial-temperature", new Key(mpo, 10.0));
    keys.put("initial-alpha-mean", new Key(mpo, 10.0));
    keys.put("initial-alpha-stddev", new Key(mpo, 100.0));
    keys.put("tanh-mean", new Key(mpo, false));
    keys.put("minimum-stddev", new Key(mpo, 1e-6));
    return keys;
  }

  /** The settings, those that the recipe does not read replaced by fixed values. */
  static LearnerSettings read(LearnerSettings settings, Recipe recipe) {
    RecordComponent[] components = LearnerSettings.class.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Key key = KEYS.get(SettingsReader.kebab(components[i].getName()));
      boolean reads = key == null || key.reads.test(recipe);
      values[i] = reads ? SettingsReader.value(settings, components[i]) : key.otherwise;
    }
    return SettingsReader.construct(LearnerSettings.class, components, values);
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
    KEYS.forEach(
        (name, key) -> {
          ConfigValue value = learner.get(name);
          if (value != null && recipes.stream().noneMatch(key.reads)) {
            throw UserError.usage(
                "%s%s = %s (%s) contradicts recipes = %s, none of which reads it: leave it out, or add one that does, such as \"%s\".",
                prefix,
                name,
                SettingsReader.render(value),
                value.origin().description(),
                recipes.stream().map(Recipe::name).toList(),
                Recipe.all().stream().filter(key.reads).findFirst().orElseThrow().name());
          }
        });
  }
}
