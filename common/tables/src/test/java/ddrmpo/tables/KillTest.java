package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Rng;
import ddrmpo.core.RunRow;
import ddrmpo.core.Seeds;
import ddrmpo.core.Table;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KillTest {
  @TempDir Path folder;

  @Test
  void warehouseOfAKilledWriterOpensWithWholeCells() throws Exception {
    Rng rng = Seeds.rng(1, "kill");
    for (int round = 0; round < 3; round++) {
      Process writer = start();
      try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
        String line = lines.readLine();
        while (line != null && !line.equals("replaced 3")) {
          line = lines.readLine();
        }
        assertThat(line).as("the writer replaced cells").isNotNull();
        Thread.sleep(rng.nextInt(500));
      } finally {
        writer.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
      }
      try (Warehouse warehouse = TestSpark.open(folder)) {
        assertThat(warehouse.cells(Table.RUNS)).hasSize(KilledWriter.CELLS);
        assertThat(warehouse.rows(Table.RUNS, RunRow.class, ""))
            .hasSize(KilledWriter.CELLS * KilledWriter.RUN_ROWS);
        assertThat(warehouse.read(Table.TRANSITIONS).count())
            .isEqualTo((long) KilledWriter.CELLS * KilledWriter.TRANSITION_ROWS);
        warehouse.replace(Table.RUNS, new RandomRows(2).of(Table.RUNS, "cell0", 1));
        assertThat(warehouse.rows(Table.RUNS, RunRow.class, "cell_id = 'cell0'")).hasSize(1);
      }
    }
  }

  private Process start() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledWriter.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
