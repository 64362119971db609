package ddrmpo.control;

import ddrmpo.core.Parameter;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UserError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of all tasks. A new domain is registered here and nowhere else. */
public final class Suite {
  private static final List<Task> TASKS =
      Stream.of(
              Acrobot.tasks(),
              Cartpole.tasks(),
              Cheetah.tasks(),
              Hopper.tasks(),
              Pendulum.tasks(),
              ShadowHand.tasks(),
              Walker.tasks())
          .flatMap(List::stream)
          .toList();

  private Suite() {}

  /** Every task, in the order of its domain's name. */
  public static List<TaskSpec> specs() {
    return TASKS.stream().map(Task::spec).toList();
  }

  /**
   * The task of this name.
   *
   * @throws UserError if there is none; the message lists the tasks
   */
  public static TaskSpec spec(String task) {
    return task(task).spec();
  }

  /**
   * The task as it is where this parameter is perturbed: with the delay of actions, the state holds
   * the actions on their way too; with noise on the observation, no two components lie on a circle.
   *
   * @throws UserError if there is no such task or parameter
   */
  public static TaskSpec spec(String task, String parameter) {
    TaskSpec spec = spec(task);
    Parameter found = spec.parameter(parameter);
    if (found.equals(Common.ACTION_DELAY)) {
      int longest = (int) found.high();
      return spec.withStateSize(spec.stateSize() + longest * spec.actionSize());
    }
    return found.equals(Common.OBSERVATION_NOISE) ? spec.withoutAnglePairs() : spec;
  }

  static Task task(String name) {
    return TASKS.stream()
        .filter(task -> task.spec().name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> UserError.usage("There is no task %s: choose one of %s.", name, names()));
  }

  private static String names() {
    return TASKS.stream().map(task -> task.spec().name()).collect(Collectors.joining(", "));
  }
}
