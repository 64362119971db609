package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.Artifacts;
import ddrmpo.core.LocalArtifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void aBodyThatFailsLeavesTheOlderFile(Store store) throws Exception {
    Artifacts artifacts = store.artifacts(folder);
    artifacts.write("runs/a", bytes("older"));
    assertThatThrownBy(
            () ->
                artifacts.write(
                    "runs/a",
                    out -> {
                      out.write(bytes("half"));
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(artifacts.read("runs/a")).contains(bytes("older"));
    assertThat(folder.resolve("runs")).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCAL", "HADOOP"})
  void aDeletedFileTakesTheRemainsOfDeadWritersWithIt(Store store) throws Exception {
    Artifacts artifacts = store.artifacts(folder);
    artifacts.write("runs/a", bytes("whole"));
    Path dead = Files.write(folder.resolve("runs/a.1.part"), bytes("half"));
    Path alive = Files.write(folder.resolve("runs/a.2.part"), bytes("half"));
    Path other = Files.write(folder.resolve("runs/b.1.part"), bytes("half"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Artifacts.DEAD_AFTER.multipliedBy(2)));
    Files.setLastModifiedTime(dead, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    artifacts.delete("runs/a");
    assertThat(dead).doesNotExist();
    assertThat(folder.resolve("runs/a")).doesNotExist();
    assertThat(alive).exists();
    assertThat(other).exists();
    artifacts.delete("nowhere/a");
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

  private enum Store {
    LOCAL {
      @Override
      Artifacts artifacts(Path folder) {
        return new LocalArtifacts(folder);
      }
    },
    HADOOP {
      @Override
      Artifacts artifacts(Path folder) {
        return new HadoopArtifacts("file:" + folder, new Configuration());
      }
    },
    OBJECTS {
      @Override
      Artifacts artifacts(Path folder) {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", ObjectStore.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return new HadoopArtifacts("file:" + folder, configuration);
      }
    };

    abstract Artifacts artifacts(Path folder);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
