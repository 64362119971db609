package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The reference of all keys of a study, for the documentation. */
public final class ConfigReference {
  private static final String KEYS_ONLY = "| key | what it says |\n|---|---|";

  private ConfigReference() {}

  /** Every key with its meaning and its value in the shipped profiles, as Markdown. */
  public static String markdown() {
    ConfigObject laptop = StudyLoader.profile("laptop");
    ConfigObject paper = StudyLoader.profile("paper");
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("### A study\n").add(KEYS_ONLY);
    keys(text, StudyHeader.class);
    text.add("\n### `tasks.<task>.perturbation`, by default the task's own\n").add(KEYS_ONLY);
    keys(text, PerturbationPlan.class);
    StudyKeys.SECTIONS.forEach(
        (section, records) -> section(text, section, records, laptop, paper));
    text.add("\n### What the profiles set for single tasks\n");
    text.add("| key | laptop | paper |").add("|---|---|---|");
    Map<String, ConfigValue> inLaptop = ofTasks(laptop);
    Map<String, ConfigValue> inPaper = ofTasks(paper);
    Map<String, ConfigValue> every = new TreeMap<>(inLaptop);
    every.putAll(inPaper);
    for (String key : every.keySet()) {
      text.add(
          "| `%s` | %s | %s |".formatted(key, cell(inLaptop.get(key)), cell(inPaper.get(key))));
    }
    recipes(text);
    return text.toString();
  }

  private static void recipes(StringJoiner text) {
    text.add("\n### Recipes\n");
    text.add("| recipe | set | backup | regulariser | improvement | randomisation | samples |");
    text.add("|---|---|---|---|---|---|---|");
    for (Recipe recipe : Recipe.all()) {
      text.add(
          "| `%s` | %s | %s | %s | %s | %s | %d |"
              .formatted(
                  recipe.name(),
                  recipe.set().text(),
                  recipe.backup().text(),
                  recipe.regulariser().text(),
                  recipe.improvement().text(),
                  recipe.randomisation().text(),
                  recipe.samples()));
    }
  }

  private static void section(
      StringJoiner text,
      String section,
      List<Class<? extends Record>> records,
      ConfigObject laptop,
      ConfigObject paper) {
    text.add("\n### `" + section + "`\n");
    text.add("| key | laptop | paper | what it says |").add("|---|---|---|---|");
    ConfigObject inLaptop = StudyKeys.block("", laptop, section);
    ConfigObject inPaper = StudyKeys.block("", paper, section);
    for (Class<? extends Record> record : records) {
      for (RecordComponent component : record.getRecordComponents()) {
        String key = SettingsReader.kebab(component.getName());
        text.add(
            "| `%s.%s` | %s | %s | %s |"
                .formatted(
                    section, key, cell(inLaptop.get(key)), cell(inPaper.get(key)), doc(component)));
      }
    }
  }

  private static void keys(StringJoiner text, Class<? extends Record> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      String key = SettingsReader.kebab(component.getName());
      text.add("| `%s` | %s |".formatted(key, doc(component)));
    }
  }

  private static Map<String, ConfigValue> ofTasks(ConfigObject profile) {
    Map<String, ConfigValue> values = new TreeMap<>();
    StudyKeys.block("", profile, StudyKeys.TASKS)
        .forEach(
            (task, settings) ->
                ((ConfigObject) settings)
                    .toConfig()
                    .entrySet()
                    .forEach(
                        entry ->
                            values.put("tasks." + task + "." + entry.getKey(), entry.getValue())));
    return values;
  }

  private static String doc(RecordComponent component) {
    return component.getAnnotation(Doc.class).value();
  }

  private static String cell(ConfigValue value) {
    return value == null ? "" : "`" + SettingsReader.render(value) + "`";
  }
}
