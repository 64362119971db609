package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose JVM dies by kill -9, again and again, ends in the rows of one that never did. */
class KilledStudyTest {
  private static final int KILLED = 128 + 9;
  private static final int MODELS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Checkpoints within the 1,500 steps of the tiny study's runs; no trees, which take long. */
  private static final String[] SETTINGS = {
    "--set", "train.checkpoint-every=500", "--set", "fit.models=[neural,linear]"
  };

  /** What takes other times or has other inputs in a study that was killed. */
  private static final Set<String> NOT_COMPARED =
      Set.of("seconds", "cpu_seconds", "updates_per_second", "inputs");

  @TempDir Path folder;

  /** When the JVM dies, told from the files of the warehouse. */
  private enum Moment {
    BEHAVIOUR_AGENT_LEARNS {
      @Override
      boolean isNow(Path warehouse) throws IOException {
        return files(warehouse, "runs/*/checkpoint") > 0;
      }
    },
    DATASET_IS_WRITTEN {
      @Override
      boolean isNow(Path warehouse) throws IOException {
        return files(warehouse, "**/transitions/**.parquet") > 0;
      }
    },
    MODEL_IS_WRITTEN {
      @Override
      boolean isNow(Path warehouse) throws IOException {
        return files(warehouse, "models/*.model") > 0;
      }
    },
    AGENT_LEARNS_FROM_ITS_CHECKPOINT_ON {
      @Override
      boolean isNow(Path warehouse) throws IOException {
        return files(warehouse, "models/*.model") >= MODELS
            && files(warehouse, "runs/*/checkpoint") > 0;
      }
    },
    EVALUATIONS_ARE_WRITTEN {
      @Override
      boolean isNow(Path warehouse) throws IOException {
        return files(warehouse, "**/evaluations/**.parquet") > 0;
      }
    };

    abstract boolean isNow(Path warehouse) throws IOException;
  }

  @Test
  void aStudyKilledInEveryStageEndsInTheRowsOfAWholeOne() throws Exception {
    Path killed = folder.resolve("killed");
    for (Moment moment : Moment.values()) {
      killAt(moment, killed);
    }
    assertThat(files(killed, "runs/*/checkpoint")).as("every run has ended").isZero();
    Cli.Result last = Cli.runTiny("study", killed, SETTINGS);
    assertThat(last.code()).as(last.err()).isZero();
    Path whole = folder.resolve("whole");
    Cli.Result uninterrupted = Cli.runTiny("study", whole, SETTINGS);
    assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
    assertThat(last.out()).isEqualTo(uninterrupted.out());
    List<String> rows = rows(killed);
    for (Table table : Table.values()) {
      assertThat(rows).anyMatch(row -> row.startsWith(table.text() + ","));
    }
    assertThat(rows).isEqualTo(rows(whole));
  }

  /** Starts the study in a JVM of its own and kills it at the moment. */
  private void killAt(Moment moment, Path warehouse) throws Exception {
    Path log = folder.resolve(moment + ".log");
    Process study =
        new ProcessBuilder(command(warehouse))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Instant end = Instant.now().plus(PATIENCE);
      while (study.isAlive() && !moment.isNow(warehouse)) {
        assertThat(Instant.now()).as("%s: %s", moment, Files.readString(log)).isBefore(end);
        Thread.sleep(5);
      }
    } finally {
      study.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
    assertThat(study.exitValue()).as("%s: %s", moment, Files.readString(log)).isEqualTo(KILLED);
    assertThat(moment.isNow(warehouse)).as("%s when it died", moment).isTrue();
  }

  private static List<String> command(Path warehouse) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dai.djl.offline=true"));
    command.add("-Dlog4j2.configurationFile=../conf/log4j2.properties");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Cli.tiny("study", warehouse, SETTINGS));
    return command;
  }

  /** All rows of the small tables, and of the transitions their number and a checksum, sorted. */
  private static List<String> rows(Path warehouse) {
    String query =
        Arrays.stream(Table.values())
            .map(
                table ->
                    "SELECT '%s' AS of, %s AS row FROM %s"
                        .formatted(table.text(), content(table), table.text()))
            .collect(Collectors.joining(" UNION ALL "));
    Cli.Result result =
        Cli.run("sql", query, "--format", "csv", "--warehouse", warehouse.toString());
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().lines().skip(1).sorted().toList();
  }

  private static String content(Table table) {
    String columns =
        table.columns().stream()
            .map(Table.Column::name)
            .filter(column -> !NOT_COMPARED.contains(column))
            .collect(Collectors.joining(", "));
    return table == Table.TRANSITIONS
        ? "concat(count(*), ' ', sum(cast(xxhash64(" + columns + ") AS decimal(38, 0))))"
        : "to_json(struct(" + columns + "))";
  }

  /** How many files fit the pattern, in a folder in which files come and go. */
  private static int files(Path folder, String pattern) throws IOException {
    var matcher = folder.getFileSystem().getPathMatcher("glob:" + folder + "/" + pattern);
    int[] found = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found[0] += matcher.matches(file) ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found[0];
  }
}
