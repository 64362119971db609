package ddrmpo.control;

import ddrmpo.core.Rng;

/** Unit quaternions (w, x, y, z). */
final class Quaternions {
  private Quaternions() {}

  /** Draws an orientation, all alike probable [4]. */
  static void random(Rng rng, double[] into) {
    double squares;
    do {
      squares = 0;
      for (int i = 0; i < 4; i++) {
        into[i] = rng.nextGaussian();
        squares += into[i] * into[i];
      }
    } while (squares == 0);
    for (int i = 0; i < 4; i++) {
      into[i] /= Math.sqrt(squares);
    }
  }

  /** Writes the rotation matrix, row-major, 9 numbers from an offset. */
  static void matrix(double[] q, double[] into, int offset) {
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    into[offset] = w * w + x * x - y * y - z * z;
    into[offset + 1] = 2 * (x * y - w * z);
    into[offset + 2] = 2 * (x * z + w * y);
    into[offset + 3] = 2 * (x * y + w * z);
    into[offset + 4] = w * w - x * x + y * y - z * z;
    into[offset + 5] = 2 * (y * z - w * x);
    into[offset + 6] = 2 * (x * z - w * y);
    into[offset + 7] = 2 * (y * z + w * x);
    into[offset + 8] = w * w - x * x - y * y + z * z;
  }
}
