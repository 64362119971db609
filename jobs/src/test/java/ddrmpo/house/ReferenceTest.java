package ddrmpo.house;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.control.Suite;
import ddrmpo.core.ConfigReference;
import ddrmpo.core.Recipe;
import ddrmpo.core.TableReference;
import ddrmpo.core.TaskReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The written references say what the program does; {@code ddr tables} and {@code ddr settings}
 * make them.
 */
class ReferenceTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void tablesAreAsWritten() throws IOException {
    assertThat(Files.readString(ROOT.resolve("data/tables.md")))
        .contains(TableReference.markdown().strip());
    assertThat(Files.readString(ROOT.resolve("data/tasks.md")))
        .as("made by ddr tasks")
        .contains(TaskReference.markdown(Suite.specs()).strip());
  }

  @Test
  void settingsAreAsWritten() throws IOException {
    assertThat(Files.readString(ROOT.resolve("conf/settings.md")))
        .contains(ConfigReference.markdown().strip());
  }

  @Test
  void theReadmeNamesRecipesThatAreThere() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> names = Recipe.all().stream().map(Recipe::name).toList();
    List<String> named =
        Pattern.compile("`([a-z0-9-]+-(?:mpo|svg|dr)(?:-3x)?)`")
            .matcher(readme)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(named).isNotEmpty().isSubsetOf(names);
  }
}
