package ddrmpo.mujoco;

import ddrmpo.mujoco.binding.Mujoco;
import java.lang.ref.Reference;
import org.bytedeco.javacpp.Pointer;

/**
 * Pictures of one model's data, drawn without a display by OpenGL through EGL, which is an optional
 * library of the system: nothing loads it before a renderer is made. For the thread that made it.
 */
public final class Renderer implements AutoCloseable {
  private static final int CHANNELS = 3;

  private final Model model;
  private final int width;
  private final int height;
  private Pointer renderer;

  /**
   * A renderer for pictures of this size.
   *
   * @param data any data of the model; the model says in visual.global how large pictures may be
   * @param width pixels
   * @param height pixels
   * @throws PhysicsException with the reason if there is no OpenGL, or the picture is too large
   */
  public Renderer(Data data, int width, int height) {
    model = data.model();
    this.width = width;
    this.height = height;
    renderer = Mujoco.render_open(data.nativeModel(), width, height);
    Reference.reachabilityFence(data);
  }

  /**
   * Where a picture is taken from.
   *
   * @param x of the point looked at, m
   * @param y of the point looked at, m
   * @param z of the point looked at, m
   * @param distance from it, m
   * @param azimuth degrees about the vertical; 90 looks along y, with x to the right
   * @param elevation degrees above the horizontal; negative looks down
   */
  public record Camera(
      double x, double y, double z, double distance, double azimuth, double elevation) {

    /** The same view of a point elsewhere along x, m. */
    public Camera at(double place) {
      return new Camera(place, y, z, distance, azimuth, elevation);
    }
  }

  /**
   * Draws a picture.
   *
   * @param data of the model, with everything derived from its state
   * @return red, green and blue of each pixel, the top row first [height, width, 3]
   */
  public byte[] draw(Data data, Camera camera) {
    if (renderer == null) {
      throw new IllegalStateException("Cannot draw: the renderer is closed");
    }
    if (data.model() != model) {
      throw new IllegalArgumentException("Cannot draw: the data is of another model");
    }
    byte[] rgb = new byte[CHANNELS * width * height];
    double[] view = {
      camera.x, camera.y, camera.z, camera.distance, camera.azimuth, camera.elevation
    };
    Mujoco.render_draw(renderer, data.nativeModel(), data.nativeData(), view, rgb);
    Reference.reachabilityFence(data);
    return rgb;
  }

  /** Frees the native memory. Closing twice does nothing. */
  @Override
  public void close() {
    if (renderer != null) {
      Mujoco.render_close(renderer);
      renderer = null;
    }
  }
}
