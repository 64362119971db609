package ddrmpo.control;

import ddrmpo.mujoco.Renderer.Camera;
import java.util.List;

/**
 * How a task looks in a picture: what a model needs for that and its dynamics do not.
 *
 * @param camera where pictures are taken from
 * @param place index in qpos of the place along x, which the camera follows; -1 if it stands still
 * @param world MJCF elements that stand in the world
 * @param edits what else the model's text says in a picture
 */
record Scene(Camera camera, int place, String world, List<Edit> edits) {
  /** After how many metres the floor looks the same. */
  static final double PERIOD = 2;

  /** A text of the model and what stands there in a picture. */
  record Edit(String text, String instead) {}

  private static final String LOOKS =
      """
      <visual>
        <global offwidth="1920" offheight="1080"/>
        <headlight ambient="0.35 0.35 0.35" diffuse="0.35 0.35 0.35" specular="0.1 0.1 0.1"/>
        <map znear="0.01" shadowclip="3"/>
        <quality shadowsize="4096"/>
      </visual>
      <statistic extent="2" center="0 0 1"/>
      <asset>
        <texture name="sky" type="skybox" builtin="gradient" rgb1="0.75 0.85 0.95" rgb2="0.35 0.5 0.7"
                 width="256" height="256"/>
        <texture name="grid" type="2d" builtin="checker" rgb1="0.55 0.6 0.62" rgb2="0.47 0.52 0.54"
                 width="256" height="256"/>
        <texture name="marked" type="cube" builtin="flat" mark="cross" rgb1="0.3 0.5 0.8"
                 rgb2="0.9 0.7 0.2" markrgb="1 1 1" width="64" height="64"/>
        <material name="marked" texture="marked"/>
        <material name="grid" texture="grid" texuniform="true" texrepeat="1 1" reflectance="0.05"/>
      </asset>
      <worldbody>
        <light pos="0 -2 5" dir="0.1 0.35 -1" directional="true" diffuse="0.55 0.55 0.5"
               specular="0.2 0.2 0.2"/>
      """;

  private static final String FLOOR =
      "<geom type=\"plane\" size=\"40 40 1\" contype=\"0\" conaffinity=\"0\" material=\"grid\"/>\n";

  /** A scene with a floor for a model that has none. */
  static Scene withFloor(Camera camera, String world, Edit... edits) {
    return new Scene(camera, -1, FLOOR + world, List.of(edits));
  }

  /** A scene that follows a body along a model's own floor. */
  static Scene following(Camera camera, int place) {
    return new Scene(camera, place, "", List.of());
  }

  /** The model with everything that pictures need. */
  String dress(String model) {
    String dressed =
        model.replace("type=\"plane\"", "type=\"plane\" material=\"grid\" rgba=\"1 1 1 1\"");
    for (Edit edit : edits) {
      if (!dressed.contains(edit.text)) {
        throw new IllegalStateException("The model has no " + edit.text);
      }
      dressed = dressed.replace(edit.text, edit.instead);
    }
    return dressed.replace("</mujoco>", LOOKS + world + "</worldbody>\n</mujoco>");
  }
}
