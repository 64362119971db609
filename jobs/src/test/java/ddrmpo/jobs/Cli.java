package ddrmpo.jobs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs commands in this JVM, as a shell would see them. */
final class Cli {
  /** A whole study in seconds: every stage, two kinds of set, two sizes. */
  static final List<String> TINY =
      List.of(
          "--set", "seeds=[0]",
          "--set", "train.steps=1500",
          "--set", "train.learning-starts=500",
          "--set", "train.random-steps=500",
          "--set", "train.evaluate-every=500",
          "--set", "train.evaluation-episodes=1",
          "--set", "generate.transitions=3000",
          "--set", "generate.agent-steps=1000",
          "--set", "fit.sizes=[100,1000]",
          "--set", "fit.models=[neural,linear,tree]",
          "--set", "fit.hidden=[32]",
          "--set", "fit.gradient-steps=100",
          "--set", "fit.tree-depth=4",
          "--set", "evaluate.episodes=2");

  private Cli() {}

  /** What a command left. */
  record Result(int code, String out, String err) {}

  static synchronized Result run(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code;
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      code = Main.execute(args);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new Result(
        code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
  }

  /** A command with the tiny settings of the quickstart. */
  static List<String> tiny(String command, Path warehouse, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "quickstart"));
    args.addAll(List.of("--warehouse", warehouse.toString()));
    args.addAll(TINY);
    args.addAll(Arrays.asList(more));
    return args;
  }

  static Result runTiny(String command, Path warehouse, String... more) {
    return run(tiny(command, warehouse, more).toArray(String[]::new));
  }

  /** A query's answer as CSV. */
  static String sql(Path warehouse, String query) {
    return run("sql", query, "--format", "csv", "--warehouse", warehouse.toString()).out();
  }

  /** Every evaluated episode without its provenance, in a fixed order. */
  static String evaluations(Path warehouse) {
    return sql(
        warehouse,
        "SELECT * EXCEPT (inputs, cell) FROM evaluations"
            + " ORDER BY run_id, perturbation, snapshot_step, episode");
  }
}
