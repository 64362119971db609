package ddrmpo.core;

import java.util.List;
import java.util.StringJoiner;

/** The reference of all tasks, for the documentation. */
public final class TaskReference {
  private TaskReference() {}

  /** Every task with its sizes, what is perturbed in it, and what can be, as Markdown. */
  public static String markdown(List<TaskSpec> tasks) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    for (TaskSpec task : tasks) {
      text.add("### `" + task.name() + "`\n");
      text.add(
          "%d observations, %d actions, episodes of %d steps of %s s; full state of %d numbers.\n"
              .formatted(
                  task.observationSize(),
                  task.actionSize(),
                  task.episodeSteps(),
                  task.controlTimestep(),
                  task.stateSize()));
      text.add("| perturbation | parameter | set, nominal first | hold-outs | far | why |");
      text.add("|---|---|---|---|---|---|");
      text.add(row("default", task.perturbation(), "the paper's Table 3; far is this project's"));
      for (TaskSpec.Variant variant : task.variants()) {
        text.add(row(variant.name(), variant.perturbation(), variant.meaning()));
      }
      text.add("");
      text.add("| parameter | unit | range | standard | what it is |");
      text.add("|---|---|---|---|---|");
      for (Parameter parameter : task.parameters()) {
        text.add(
            "| `%s` | %s | [%s, %s] | %s | %s |"
                .formatted(
                    parameter.name(),
                    parameter.unit(),
                    parameter.low(),
                    parameter.high(),
                    parameter.standard(),
                    parameter.meaning()));
      }
      text.add("");
      text.add("Observation: `" + String.join("`, `", task.observations()) + "`.\n");
    }
    return text.toString();
  }

  private static String row(String name, Perturbation values, String why) {
    return "| `%s` | `%s`, %s | %s | %s | %s | %s |"
        .formatted(
            name,
            values.parameter(),
            values.unit(),
            values.set(),
            values.holdouts(),
            values.far(),
            why);
  }
}
