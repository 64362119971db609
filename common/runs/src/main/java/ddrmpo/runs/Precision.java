package ddrmpo.runs;

/** Between the simulator's doubles and the learner's floats. */
final class Precision {
  private Precision() {}

  static void narrow(double[] from, float[] into, int offset) {
    for (int i = 0; i < from.length; i++) {
      into[offset + i] = (float) from[i];
    }
  }

  static void widen(float[] from, int offset, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = from[offset + i];
    }
  }
}
