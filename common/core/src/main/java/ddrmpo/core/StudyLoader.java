package ddrmpo.core;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;

/** Reads a study file, its profile and overrides into a {@link Study}; one layer at a time. */
final class StudyLoader {
  private static final String PROFILES = "profiles";
  static final String STUDIES = "studies";

  private final ConfigObject overrides;
  private final ConfigObject study;
  private final ConfigObject profile;

  private StudyLoader(ConfigObject overrides, ConfigObject study, ConfigObject profile) {
    this.overrides = overrides;
    this.study = study;
    this.profile = profile;
  }

  static Study load(String nameOrPath, List<String> overrideTexts, List<TaskSpec> tasks) {
    ConfigObject study = ConfFiles.parse("study", STUDIES, nameOrPath);
    ConfigObject overrides = Overrides.parse(overrideTexts);
    StudyKeys.checkStudy(study, tasks);
    StudyKeys.checkStudy(overrides, tasks);
    StudyHeader header = header(overrides.withFallback(study));
    ConfigObject profile = profile(header.profile());
    StudyKeys.checkProfile(profile, tasks);
    return new StudyLoader(overrides, study, profile).study(header, tasks);
  }

  /** The parsed profile. */
  static ConfigObject profile(String nameOrPath) {
    return ConfFiles.parse("profile", PROFILES, nameOrPath);
  }

  private static StudyHeader header(ConfigObject study) {
    ConfigValue seeds = study.get("seeds");
    if (seeds != null && seeds.valueType() == ConfigValueType.NUMBER) {
      throw Study.noSeeds(SettingsReader.render(seeds));
    }
    return SettingsReader.read(StudyHeader.class, "", study);
  }

  private Study study(StudyHeader header, List<TaskSpec> tasks) {
    ConfigObject named = StudyKeys.block("", study, StudyKeys.TASKS);
    for (String task : StudyKeys.block("", overrides, StudyKeys.TASKS).keySet()) {
      if (!named.containsKey(task)) {
        throw UserError.usage(
            "An override sets keys of tasks.%s, but the study runs only %s: leave it out or add the task to the study.",
            task, String.join(", ", named.keySet()));
      }
    }
    Study loaded =
        new Study(
            header.name(),
            header.profile(),
            header.seeds(),
            header.recipes().stream().map(Recipe::named).toList(),
            tasks.stream().filter(task -> named.containsKey(task.name())).map(this::plan).toList());
    for (ConfigObject layer : List.of(overrides, study)) {
      RecipeKeys.check(layer, loaded.recipes());
    }
    return loaded;
  }

  private TaskPlan plan(TaskSpec task) {
    String name = task.name();
    ConfigObject generate = section(name, "generate");
    ConfigObject fit = section(name, "fit");
    FitPlan models = SettingsReader.read(FitPlan.class, "fit.", fit);
    return new TaskPlan(
        name,
        perturbation(task),
        SettingsReader.read(GenerateSettings.class, "generate.", generate),
        models.sizes(),
        models.models(),
        SettingsReader.read(FitSettings.class, "fit.", fit),
        models.seeds(),
        SettingsReader.read(LearnerSettings.class, "learner.", section(name, "learner")),
        SettingsReader.read(TrainSettings.class, "train.", section(name, "train")),
        SettingsReader.read(EvaluateSettings.class, "evaluate.", section(name, "evaluate")));
  }

  private Perturbation perturbation(TaskSpec task) {
    String prefix = "tasks." + task.name() + ".perturbation.";
    return PerturbationPlan.of(task, prefix, section(task.name(), StudyKeys.PERTURBATION));
  }

  /** One block of a task's settings, from the strongest layer to the weakest. */
  private ConfigObject section(String task, String section) {
    ConfigObject merged = ConfigFactory.empty().root();
    for (ConfigObject layer : List.of(overrides, study, profile)) {
      ConfigObject inTask = StudyKeys.block("", StudyKeys.block("", layer, StudyKeys.TASKS), task);
      ConfigObject ofTask = StudyKeys.block("", inTask, section);
      ConfigObject ofAll = StudyKeys.block("", layer, section);
      merged = merged.withFallback(ofTask).withFallback(ofAll);
    }
    return merged;
  }
}
