package ddrmpo.jobs;

import ddrmpo.core.ConfigReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The reference of settings. */
@Command(
    name = "settings",
    description = "Prints every key of a study file with its value in each profile, as Markdown.",
    mixinStandardHelpOptions = true)
public final class Settings implements Callable<Integer> {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("settings", args);
  }

  @Override
  public Integer call() {
    System.out.println(ConfigReference.markdown());
    return 0;
  }
}
