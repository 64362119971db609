package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.control.Suite;
import ddrmpo.core.TaskSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RenderTest {
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

  /** EGL and a software driver, as Debian's packages lay them out. */
  private static final boolean CAN_DRAW =
      Files.exists(LIBRARIES.resolve("libEGL.so.1"))
          && Files.exists(LIBRARIES.resolve("dri/swrast_dri.so"));

  @TempDir Path folder;

  static Stream<String> tasks() {
    return Suite.specs().stream().map(TaskSpec::name);
  }

  /** Every task draws, or, where there is no EGL, says what to install. */
  @ParameterizedTest
  @MethodSource("tasks")
  void anEpisodeIsDrawnWithoutADisplay(String task) throws IOException {
    Path output = folder.resolve(task);
    Cli.Result result =
        Cli.run(
            "render",
            task,
            "--random",
            "--steps",
            "12",
            "--every",
            "4",
            "--size",
            "160x120",
            "--output",
            output.toString());
    if (!CAN_DRAW) {
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("Pictures need OpenGL through EGL, but ")
          .contains("apt-get install libegl1 libgl1 libgl1-mesa-dri");
      assertThat(folder).isEmptyDirectory();
      return;
    }
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("4 pictures");
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "frame-0000.png",
              "frame-0001.png",
              "frame-0002.png",
              "frame-0003.png",
              "strip.png",
              "episode.gif");
    }
    BufferedImage picture = ImageIO.read(output.resolve("frame-0003.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(160);
    assertThat(picture.getHeight()).isEqualTo(120);
    Set<Integer> colors = new HashSet<>();
    IntStream.range(0, 120)
        .forEach(y -> IntStream.range(0, 160).forEach(x -> colors.add(picture.getRGB(x, y))));
    assertThat(colors).as("more than sky and floor").hasSizeGreaterThan(100);
    assertThat(frames(output.resolve("episode.gif"))).isEqualTo(4);
  }

  @Test
  void valuesStandSideBySide() throws IOException {
    Assumptions.assumeTrue(CAN_DRAW, "libegl1 or libgl1-mesa-dri is not installed");
    Path output = folder.resolve("side");
    Cli.Result result =
        Cli.run(
            "render",
            "cartpole-balance",
            "--values",
            "0.5,2.1,3",
            "--random",
            "--steps",
            "4",
            "--size",
            "80x60",
            "--output",
            output.toString());
    assertThat(result.out()).contains("from left to right pole-length = [0.5, 2.1, 3.0]");
    BufferedImage picture = ImageIO.read(output.resolve("frame-0000.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(240);
    BufferedImage strip = ImageIO.read(output.resolve("strip.png").toFile());
    assertThat(strip.getHeight()).isEqualTo(180);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--size 5000x100 | --size 5000x100 must be a width and a height in pixels, such as 320x240, at most 1920x1080.",
        "--size large | --size large must be a width and a height in pixels, such as 320x240, at most 1920x1080.",
        "--steps 0 | --steps 0 must be at least 1.",
        "--every -1 | --every -1 must be at least 1.",
        "--values 1,NaN | ball-mass = NaN is not possible in pendulum-swingup: choose a value in [0.05, 20.0] kg.",
        "--parameter mass | Task pendulum-swingup has no parameter \"mass\": perturb one of ball-mass, pole-length, gravity, actuator-gain, joint-damping, action-delay, observation-noise.",
      })
  void whatCannotBeDrawnIsRefusedBeforeAnyWork(String options, String message) {
    String[] arguments =
        ("render pendulum-swingup --random --output " + folder.resolve("none") + " " + options)
            .split(" ");
    Cli.Result result = Cli.run(arguments);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsThereStaysAsItIs() {
    Cli.Result result =
        Cli.run("render", "pendulum-swingup", "--random", "--output", folder.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is there already: name a new folder.");
    assertThat(folder).isEmptyDirectory();
  }

  private static int frames(Path gif) throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(gif.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      ImageReader reader = readers.next();
      reader.setInput(stream);
      return reader.getNumImages(true);
    }
  }
}
