package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Bad input is one clear sentence and the right exit code; nothing is started or written. */
class BadInputTest {
  @TempDir Path folder;

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("train.stepz=5", "train.steps"),
        Arguments.of("train.steps", "key=value"),
        Arguments.of("recipes=[r-mpoo]", "r-mpo"),
        Arguments.of("profile=huge", "huge"),
        Arguments.of("seeds=0", "at least one seed"),
        Arguments.of("learner.discount=1.5", "1.5"),
        Arguments.of("learner.engine=numpy", "flat, djl"),
        Arguments.of("learner.device=gpu", "learner.engine = flat"),
        Arguments.of("name=\"../../etc\"", "no study name"),
        Arguments.of("fit.sizes=[1000000]", "1000000"),
        Arguments.of("tasks.cartpole-balance.perturbation.far=[NaN]", "NaN"),
        Arguments.of("tasks.cartpole-balance.perturbation.far=[-1]", "-1"),
        Arguments.of("tasks.cartpole-balance.perturbation.set=[0.5]", "set of 1 member"),
        Arguments.of("tasks.cartpole-jump.train.steps=5", "cartpole-jump"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aWrongSettingIsRefusedByEveryCommand(String setting, String named) {
    for (String command : List.of("study", "train", "plan")) {
      refused(2, named, command, "quickstart", "--set", setting);
    }
  }

  @Test
  void aMissingStudyNamesTheOthers() {
    refused(2, "quickstart", "study", "quickstar");
    refused(2, "no-such.conf", "study", "no-such.conf");
  }

  @Test
  void aWrongCommandLineIsOneSentence() {
    refused(2, "Unknown option", "study", "quickstart", "--hurry");
    refused(2, "No STUDY is given", "study");
    refused(2, "--slots 0", "study", "quickstart", "--slots", "0");
    refused(2, "Invalid value for option '--format'", "sql", "SELECT 1", "--format", "xml");
  }

  @Test
  void aWarehouseThatCannotBeWrittenIsData() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Cli.Result result =
        Cli.run("study", "quickstart", "--warehouse", file.resolve("warehouse").toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("Cannot write to warehouse").hasLineCount(1);
  }

  @Test
  void aMissingWarehouseIsData() {
    refused(3, "There is no warehouse", "sql", "SELECT 1");
    refused(3, "There is no warehouse", "export", folder.resolve("copies").toString());
    refused(3, "There is no folder", "import", folder.resolve("copies").toString());
    refused(3, "There is no folder", "import", folder.resolve("copies").toUri().toString());
    refused(
        3, "There is no warehouse", "rollout", "cartpole-balance", "--policy", "0123456789abcdef");
  }

  @Test
  void rolloutRefusesWrongTasksAndValues() {
    refused(2, "cartpole-balance", "rollout", "cartpole-jump", "--random");
    refused(2, "99", "rollout", "cartpole-balance", "--value", "99", "--random");
    refused(2, "NaN", "rollout", "cartpole-balance", "--value", "NaN", "--random");
    refused(2, "--policy", "rollout", "cartpole-balance");
    refused(2, "--steps 0", "rollout", "cartpole-balance", "--random", "--steps", "0");
  }

  static Stream<Arguments> replays() {
    return Stream.of(
        Arguments.of("{", "is not JSON"),
        Arguments.of("[]", "has no list \"qpos\""),
        Arguments.of("{\"qpos\":[0,0],\"actions\":[[0]]}", "has no list \"qvel\""),
        Arguments.of("{\"qpos\":[0],\"qvel\":[0,0],\"actions\":[[0]]}", "must have 2"),
        Arguments.of(
            "{\"qpos\":[0,0],\"qvel\":[0,0],\"actions\":[[0,0]]}", "actions[0] has 2 numbers"),
        Arguments.of("{\"qpos\":[0,0],\"qvel\":[0,0],\"actions\":[0]}", "actions[0]"),
        Arguments.of("{\"qpos\":[0,NaN],\"qvel\":[0,0],\"actions\":[[0]]}", "qpos[1] is NaN"),
        Arguments.of("{\"qpos\":[0,0],\"qvel\":[0,1e999],\"actions\":[[0]]}", "qvel[1]"),
        Arguments.of(
            "{\"qpos\":[0,0],\"qvel\":[0,0],\"actions\":[[\"x\"]]}", "actions[0][0] is x"));
  }

  @ParameterizedTest
  @MethodSource("replays")
  void rolloutRefusesWrongReplays(String content, String named) throws IOException {
    Path file = Files.writeString(folder.resolve("replay.json"), content);
    refused(3, named, "rollout", "cartpole-balance", "--replay", file.toString());
  }

  @Test
  void rolloutNamesAMissingReplay() {
    refused(3, "There is no replay file", "rollout", "cartpole-balance", "--replay", "none.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study",
        "generate",
        "fit",
        "train",
        "evaluate",
        "report",
        "plan",
        "sql",
        "export",
        "import",
        "rollout",
        "bench",
        "tables",
        "settings"
      })
  void everyCommandHasHelpAndAMain(String command) throws Exception {
    Cli.Result help = Cli.run(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: ddr " + command);
    CommandLine line = Main.commandLine().getSubcommands().get(command);
    Class<?> type = line.getCommandSpec().userObject().getClass();
    assertThat(type.getSimpleName()).isEqualToIgnoringCase(command);
    assertThat(type.getMethod("main", String[].class)).isNotNull();
  }

  @Test
  void theVersionNamesEveryEngine() {
    assertThat(Cli.run("--version").out())
        .contains("ddr-mpo ", "spark ", "djl ", "libtorch ", "mujoco ");
  }

  private void refused(int code, String named, String... args) {
    Path warehouse = folder.resolve("warehouse");
    List<String> line = new ArrayList<>(List.of(args));
    if (!args[0].equals("tables")) {
      line.addAll(List.of("--warehouse", warehouse.toString()));
    }
    Cli.Result result = Cli.run(line.toArray(String[]::new));
    assertThat(result.err()).startsWith("ddr: ").contains(named).hasLineCount(1);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(warehouse).doesNotExist();
  }
}
