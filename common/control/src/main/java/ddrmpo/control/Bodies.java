package ddrmpo.control;

import ddrmpo.mujoco.Data;

/**
 * What domains read off bodies. The constants are elements of a body's rotation matrix, row-major:
 * how far an axis of the body points along one of the world's.
 */
final class Bodies {
  /** The body's x axis along the world's x: the cosine of a rotation about y. */
  static final int XX = 0;

  /** The body's z axis along the world's x: the sine of a rotation about y. */
  static final int XZ = 2;

  /** The body's z axis along the world's z: the cosine of a rotation about y. */
  static final int ZZ = 8;

  private Bodies() {}

  /**
   * Observes every coordinate but the first, the place along the floor, and every velocity.
   *
   * @param count coordinates of the robot
   * @return the number of components written
   */
  static int allButPlace(Data data, int count, double[] observation) {
    int o = 0;
    for (int i = 1; i < count; i++) {
      observation[o++] = data.qpos(i);
    }
    for (int i = 0; i < count; i++) {
      observation[o++] = data.qvel(i);
    }
    return o;
  }
}
