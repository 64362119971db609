package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopArtifactsTest {
  @TempDir Path folder;

  @Test
  void filesAreAbsentOrWholeAndReplaceable() throws Exception {
    Artifacts artifacts = new HadoopArtifacts("file:" + folder, new Configuration());
    assertThat(artifacts.read("models/a.bin")).isEmpty();
    artifacts.write("models/a.bin", bytes("one"));
    artifacts.write("models/a.bin", bytes("two"));
    assertThat(artifacts.read("models/a.bin")).contains(bytes("two"));
    try (Stream<Path> files = Files.list(folder.resolve("models"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("a.bin")
          .noneMatch(name -> name.endsWith(".part"));
    }
    artifacts.delete("models/a.bin");
    artifacts.delete("models/a.bin");
    assertThat(artifacts.read("models/a.bin")).isEmpty();
  }

  @Test
  void anExecutorGetsTheSettingsToo() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("fs.made.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    Artifacts artifacts = new HadoopArtifacts("file:" + folder, configuration);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(artifacts);
    }
    assertThat(bytes.size()).as("Hadoop's defaults stay behind").isLessThan(10_000);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).contains("fs.made.impl");
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Artifacts there = (Artifacts) in.readObject();
      there.write("x", bytes("there"));
    }
    assertThat(artifacts.read("x")).contains(bytes("there"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
