package ddrmpo.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ddrmpo.core.UserError;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code ddr}. Exit codes: 0 success, 1 a bug, 2 a wrong command line or study, 3 wrong
 * or damaged data, 4 some cells failed. The only class that ends the JVM, and only on failure: YARN
 * takes a job that ends the JVM for a failed one.
 */
@Command(
    name = "ddr",
    description = "Data-driven robust reinforcement learning on Spark.",
    footer = {"", "Begin with: ddr study quickstart"},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Main.EveryVersion.class,
    subcommands = {
      Study.class,
      Generate.class,
      Fit.class,
      Train.class,
      Evaluate.class,
      Report.class,
      Plan.class,
      Sql.class,
      Export.class,
      Import.class,
      Rollout.class,
      Render.class,
      Bench.class,
      Tasks.class,
      Tables.class,
      Settings.class
    })
public final class Main {
  /** Exit code when cells failed while others succeeded. */
  static final int CELLS_FAILED = 4;

  private static final int BUG = 1;

  private Main() {}

  /** Runs a command and ends the JVM if it failed. */
  public static void main(String[] args) {
    int exitCode = execute(args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs one command with the arguments that follow its name, as {@link #main} does. */
  static void main(String command, String[] args) {
    main(Stream.concat(Stream.of(command), Arrays.stream(args)).toArray(String[]::new));
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... args) {
    return commandLine().execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new EveryVersion()));
    line.setErr(new PrintWriter(System.err, true, UTF_8));
    line.setOut(new PrintWriter(System.out, true, UTF_8));
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::refuse);
    line.setExecutionExceptionHandler(Main::fail);
    return line;
  }

  private static int refuse(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    command
        .getErr()
        .println(
            "ddr: "
                + oneLine(mistake.getMessage())
                + " (see "
                + command.getCommandSpec().qualifiedName()
                + " --help)");
    return UserError.USAGE;
  }

  private static int fail(Exception problem, CommandLine command, CommandLine.ParseResult result) {
    if (problem instanceof UserError mistake) {
      command.getErr().println("ddr: " + oneLine(mistake.getMessage()));
      return mistake.exitCode();
    }
    problem.printStackTrace(command.getErr());
    return BUG;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Answers {@code --version}. */
  static final class EveryVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return Provenances.versions().split(", ", -1);
    }
  }
}
