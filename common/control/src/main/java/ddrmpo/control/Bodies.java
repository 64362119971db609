package ddrmpo.control;

/**
 * Elements of a body's rotation matrix, row-major: how far an axis of the body points along one of
 * the world's.
 */
final class Bodies {
  /** The body's x axis along the world's x: the cosine of a rotation about y. */
  static final int XX = 0;

  /** The body's z axis along the world's x: the sine of a rotation about y. */
  static final int XZ = 2;

  /** The body's z axis along the world's z: the cosine of a rotation about y. */
  static final int ZZ = 8;

  private Bodies() {}
}
