package ddrmpo.control;

import ddrmpo.core.UserError;
import ddrmpo.mujoco.Data;
import ddrmpo.mujoco.Model;
import ddrmpo.mujoco.PhysicsException;
import ddrmpo.mujoco.Renderer;

/**
 * Pictures of one simulator. It has a model of its own, with light and colour, so the simulator
 * that is filmed knows nothing of it. For the thread that made it; owns native memory.
 */
public final class Film implements AutoCloseable {
  private final Scene scene;
  private final Model model;
  private final Data data;
  private final Renderer renderer;

  /**
   * Pictures of a simulator.
   *
   * @param task the task's name
   * @param parameter the parameter that varies
   * @param value its value
   * @param width pixels
   * @param height pixels
   * @throws UserError if there is no such task, parameter or value, or no OpenGL on this machine
   */
  public Film(String task, String parameter, double value, int width, int height) {
    Task found = Suite.task(task);
    Parameters parameters = Parameters.of(found.spec(), parameter, value);
    scene = found.scene();
    model = Model.fromXml(scene.dress(found.model().apply(parameters)));
    data = model.newData();
    try {
      renderer = new Renderer(data, width, height);
    } catch (PhysicsException e) {
      data.close();
      model.close();
      throw UserError.usage(
          "Pictures need OpenGL through EGL, but %s: on Debian \"apt-get install libegl1 libgl1 libgl1-mesa-dri\" brings a software driver.",
          e.getMessage());
    }
  }

  /**
   * A picture of the simulator as it stands now.
   *
   * @return red, green and blue of each pixel, the top row first [height, width, 3]
   */
  public byte[] picture(Environment environment) {
    double[] qpos = environment.qpos();
    double place = 0;
    if (scene.place() >= 0) { // near the origin, where the light is; the floor looks the same there
      place = qpos[scene.place()] % Scene.PERIOD;
      qpos[scene.place()] = place;
    }
    data.reset();
    for (int i = 0; i < qpos.length; i++) {
      data.setQpos(i, qpos[i]);
    }
    data.forwardWithoutActuation();
    return renderer.draw(data, scene.place() >= 0 ? scene.camera().at(place) : scene.camera());
  }

  /** Frees the native memory; a second call does nothing. */
  @Override
  public void close() {
    renderer.close();
    data.close();
    model.close();
  }
}
