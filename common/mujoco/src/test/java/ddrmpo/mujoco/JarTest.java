package ddrmpo.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module as one jar, on a host that has nothing but a JVM. */
class JarTest {
  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] arguments) {
          try (var model = ddrmpo.mujoco.Model.fromXml("<mujoco/>"); var data = model.newData()) {
            data.step(new double[0], 3);
            System.out.println(ddrmpo.mujoco.Model.version() + " " + data.time());
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void severalJvmsAtOnceLoadTheEngineFromTheJar() throws Exception {
    Path classes = Path.of(Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path javacpp =
        Path.of(Loader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve("mujoco.jar");
    pack(classes, jar);
    Path program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Duser.home=" + folder,
                  "-cp",
                  jar + ":" + javacpp,
                  program.toString())
              .redirectErrorStream(true)
              .start());
    }
    for (Process process : processes) {
      String output;
      try (InputStream stream = process.getInputStream()) {
        output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
      assertThat(output).isEqualTo("3.17.0 0.006" + System.lineSeparator());
      assertThat(process.waitFor()).isZero();
    }
    assertThat(folder.resolve(".javacpp/ddr-mpo")).isDirectory();
  }

  private static void pack(Path classes, Path jar) throws Exception {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      Files.walkFileTree(
          classes,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws java.io.IOException {
              out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
              Files.copy(file, out);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
