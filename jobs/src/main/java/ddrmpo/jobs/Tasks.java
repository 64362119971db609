package ddrmpo.jobs;

import ddrmpo.control.Suite;
import ddrmpo.core.TaskReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The reference of tasks. */
@Command(
    name = "tasks",
    description = "Prints every task with what is perturbed in it and what can be, as Markdown.",
    mixinStandardHelpOptions = true)
public final class Tasks implements Callable<Integer> {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("tasks", args);
  }

  @Override
  public Integer call() {
    System.out.println(TaskReference.markdown(Suite.specs()));
    return 0;
  }
}
