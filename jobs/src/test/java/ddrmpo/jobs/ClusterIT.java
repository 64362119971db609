package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application jar by the real spark-submit on a standalone Master and Worker on loopback gives
 * the same evaluations as Spark embedded in this JVM. Runs after packaging.
 */
@Tag("cluster")
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @Test
  void sparkSubmitGivesTheSameEvaluations() throws Exception {
    Path home = folder.resolve("spark");
    Process layout = start("layout", List.of("bin/spark-home", home.toString()));
    assertThat(layout.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(layout.exitValue()).as(log("layout")).isZero();
    String master = "spark://127.0.0.1:" + freePort();
    start(
        "master",
        daemon(
            home, "master.Master", "--host", "127.0.0.1", "--port", master.replaceAll(".*:", "")));
    awaitLog("master", "I have been elected leader");
    start(
        "worker",
        daemon(
            home,
            "worker.Worker",
            "--host",
            "127.0.0.1",
            "--cores",
            "2",
            "--memory",
            "2g",
            "--work-dir",
            folder.resolve("work").toString(),
            master));
    awaitLog("worker", "Successfully registered with master");

    Path onCluster = folder.resolve("cluster");
    Process submit = start("submit", submission(home, master, onCluster));
    assertThat(submit.waitFor(5, TimeUnit.MINUTES)).as(log("submit")).isTrue();
    assertThat(submit.exitValue()).as(log("submit")).isZero();
    assertThat(log("submit")).contains("r-mpo", "holdout");

    Path embedded = folder.resolve("embedded");
    assertThat(Cli.runTiny("study", embedded).code()).isZero();
    assertThat(Cli.evaluations(onCluster)).hasLineCount(193).isEqualTo(Cli.evaluations(embedded));
  }

  private static List<String> daemon(Path home, String type, String... args) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-class").toString());
    command.add("org.apache.spark.deploy." + type);
    command.addAll(List.of("--webui-port", "0"));
    command.addAll(List.of(args));
    return command;
  }

  private static List<String> submission(Path home, String master, Path warehouse)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-submit").toString());
    command.addAll(List.of("--master", master, "--class", "ddrmpo.jobs.Study"));
    command.addAll(
        List.of("--conf", "spark.driver.memory=1g", "--conf", "spark.executor.memory=1g"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    try (var jars = Files.newDirectoryStream(Path.of("target"), "ddr-mpo-*.jar")) {
      command.add(jars.iterator().next().toAbsolutePath().toString());
    }
    List<String> args = Cli.tiny("study", warehouse);
    command.addAll(args.subList(1, args.size()));
    return command;
  }

  private Process start(String name, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private void awaitLog(String name, String text) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!log(name).contains(text)) {
      assertThat(Instant.now()).as(log(name)).isBefore(end);
      Thread.sleep(200);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
    }
  }
}
