package ddrmpo.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RendererTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final Renderer.Camera CAMERA = new Renderer.Camera(0, 0, 0, 3, 90, 0);
  private static final String BALL =
      """
      <mujoco>
        <visual><global offwidth="64" offheight="48"/></visual>
        <worldbody>
          <body name="ball"><freejoint/><geom size="0.3" rgba="1 0 0 1"/></body>
        </worldbody>
      </mujoco>
      """;

  private static boolean hasEgl() {
    return Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libEGL.so.1"));
  }

  /** EGL and a software driver, as Debian's packages lay them out. */
  private static boolean canDraw() {
    return hasEgl() && Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/dri/swrast_dri.so"));
  }

  @Test
  void drawsWhatStandsBeforeTheCamera() {
    Assumptions.assumeTrue(canDraw(), "libegl1 or libgl1-mesa-dri is not installed");
    try (Model model = Model.fromXml(BALL);
        Data data = model.newData();
        Renderer renderer = new Renderer(data, WIDTH, HEIGHT)) {
      data.forward();
      byte[] picture = renderer.draw(data, CAMERA);
      assertThat(red(picture, WIDTH / 2, HEIGHT / 2)).isGreaterThan(50);
      assertThat(red(picture, 2, 2)).isZero();
      assertThat(renderer.draw(data, CAMERA)).as("the same again").isEqualTo(picture);
      data.setQpos(2, 0.8); // up
      data.forward();
      byte[] raised = renderer.draw(data, CAMERA);
      assertThat(red(raised, WIDTH / 2, 5)).isGreaterThan(50);
      assertThat(red(raised, WIDTH / 2, HEIGHT - 5)).isZero();
      renderer.close();
      assertThatThrownBy(() -> renderer.draw(data, CAMERA))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void oneRendererAfterAnother() {
    Assumptions.assumeTrue(canDraw(), "libegl1 or libgl1-mesa-dri is not installed");
    byte[] first = null;
    for (int i = 0; i < 20; i++) {
      try (Model model = Model.fromXml(BALL);
          Data data = model.newData();
          Renderer renderer = new Renderer(data, WIDTH, HEIGHT)) {
        data.forward();
        byte[] picture = renderer.draw(data, CAMERA);
        assertThat(first == null || Arrays.equals(first, picture)).isTrue();
        first = picture;
      }
    }
  }

  @Test
  void whatCannotBeDrawnIsSaid() {
    try (Model model = Model.fromXml(BALL);
        Data data = model.newData()) {
      assertThatThrownBy(() -> new Renderer(data, 2 * WIDTH, HEIGHT))
          .isInstanceOf(PhysicsException.class)
          .hasMessage("a picture of 128 x 48 is larger than the model allows");
      if (!hasEgl()) {
        assertThatThrownBy(() -> new Renderer(data, WIDTH, HEIGHT))
            .isInstanceOf(PhysicsException.class)
            .hasMessage("libEGL.so.1 is not installed");
      }
    }
  }

  private static int red(byte[] picture, int x, int y) {
    return picture[3 * (y * WIDTH + x)] & 0xff;
  }
}
