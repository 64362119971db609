package ddrmpo.core;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every key that a study or profile may hold, and the refusal of all others. */
final class StudyKeys {
  static final String TASKS = "tasks";
  static final String PERTURBATION = "perturbation";

  /** The blocks of settings, by name, with the records that their keys are components of. */
  static final Map<String, List<Class<? extends Record>>> SECTIONS = sections();

  private static final List<String> HEADER = SettingsReader.keys(List.of(StudyHeader.class));

  private StudyKeys() {}

  private static Map<String, List<Class<? extends Record>>> sections() {
    Map<String, List<Class<? extends Record>>> sections = new LinkedHashMap<>();
    sections.put("generate", List.of(GenerateSettings.class));
    sections.put("fit", List.of(FitPlan.class, FitSettings.class));
    sections.put("learner", List.of(LearnerSettings.class));
    sections.put("train", List.of(TrainSettings.class));
    sections.put("evaluate", List.of(EvaluateSettings.class));
    return sections;
  }

  /** Checks the keys of a study file, or of the overrides of one. */
  static void checkStudy(ConfigObject study, List<TaskSpec> tasks) {
    check(study, HEADER, tasks);
  }

  /** Checks the keys of a profile, which has no header. */
  static void checkProfile(ConfigObject profile, List<TaskSpec> tasks) {
    check(profile, List.of(), tasks);
  }

  private static void check(ConfigObject layer, List<String> header, List<TaskSpec> tasks) {
    List<String> known = new ArrayList<>(header);
    known.add(TASKS);
    known.addAll(SECTIONS.keySet());
    checkKeys("", layer, known);
    checkSections("", layer);
    for (Map.Entry<String, ConfigValue> task : block("", layer, TASKS).entrySet()) {
      checkTask(task.getKey(), task.getValue(), tasks);
      String prefix = TASKS + "." + task.getKey() + ".";
      ConfigObject settings = block(TASKS + ".", block("", layer, TASKS), task.getKey());
      List<String> inTask = new ArrayList<>(SECTIONS.keySet());
      inTask.add(PERTURBATION);
      checkKeys(prefix, settings, inTask);
      checkKeys(
          prefix + PERTURBATION + ".",
          block(prefix, settings, PERTURBATION),
          SettingsReader.keys(List.of(PerturbationPlan.class)));
      checkSections(prefix, settings);
    }
  }

  private static void checkTask(String name, ConfigValue where, List<TaskSpec> tasks) {
    if (tasks.stream().noneMatch(task -> task.name().equals(name))) {
      throw UserError.usage(
          "Unknown task \"%s\" (%s): use one of %s.",
          name,
          where.origin().description(),
          tasks.stream().map(TaskSpec::name).collect(Collectors.joining(", ")));
    }
  }

  private static void checkSections(String prefix, ConfigObject layer) {
    SECTIONS.forEach(
        (section, records) ->
            checkKeys(
                prefix + section + ".",
                block(prefix, layer, section),
                SettingsReader.keys(records)));
  }

  private static void checkKeys(String prefix, ConfigObject block, List<String> known) {
    block.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            throw UserError.usage(
                "Unknown key \"%s%s\" (%s): the nearest known key is \"%s\".",
                prefix, key, value.origin().description(), suggestion(prefix, key, known));
          }
        });
  }

  /** A key of the same block that is nearly the same; else the same key in another block. */
  private static String suggestion(String prefix, String key, Collection<String> known) {
    String nearest = Nearest.to(key, known);
    if (Nearest.distance(key, nearest) > 2) {
      for (Map.Entry<String, List<Class<? extends Record>>> section : SECTIONS.entrySet()) {
        if (SettingsReader.keys(section.getValue()).contains(key)) {
          return section.getKey() + "." + key;
        }
      }
    }
    return prefix + nearest;
  }

  /** The block with this key, empty if it is not there. */
  static ConfigObject block(String prefix, ConfigObject parent, String key) {
    ConfigValue value = parent.get(key);
    if (value == null) {
      return ConfigFactory.empty().root();
    }
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw UserError.usage(
        "%s%s = %s (%s) must be a block of keys in braces.",
        prefix, key, SettingsReader.render(value), value.origin().description());
  }
}
