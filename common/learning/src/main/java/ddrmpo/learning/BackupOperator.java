package ddrmpo.learning;

import ddrmpo.core.Backup;

/**
 * How the values at the successors under M models become one value and a target (Eq. 1, Eq. 4, Eq.
 * 31). Pure functions of arrays, so that the deep learner and a tabular one share them. Members
 * that take part are the slots from {@code first} to M - 1; slot 0 is the nominal successor.
 *
 * @param backup nominal, least or mean value
 * @param slots M, successors of a transition
 * @param first the first slot that takes part: 1 if the nominal successor does not, else 0
 */
public record BackupOperator(Backup backup, int slots, int first) {

  /** Checks that at least one member takes part. */
  public BackupOperator {
    if (first < 0 || first >= slots) {
      throw new IllegalArgumentException(
          "Cannot back up over no member: slots = %d, first = %d".formatted(slots, first));
    }
    if (backup == Backup.NOMINAL && first != 0) {
      throw new IllegalArgumentException(
          "Cannot back up the nominal successor when it does not take part: first = " + first);
    }
  }

  /** v(s') of row b from the members' values v[B, M]: nominal, infimum or mean over the members. */
  public double value(double[] v, int b) {
    int at = b * slots;
    return switch (backup) {
      case NOMINAL -> v[at];
      case MIN -> v[at + minimumAt(v, b)];
      case MEAN -> mean(v, at);
    };
  }

  private double mean(double[] v, int at) {
    double sum = 0;
    for (int m = first; m < slots; m++) {
      sum += v[at + m] - v[at + first];
    }
    return v[at + first] + sum / (slots - first); // exact if all agree
  }

  /** The slot of row b's least value among those that take part; the first of equal ones. */
  public int minimumAt(double[] v, int b) {
    int least = first;
    int last = backup == Backup.NOMINAL ? 0 : slots - 1;
    for (int m = first + 1; m <= last; m++) {
      if (v[b * slots + m] < v[b * slots + least]) {
        least = m;
      }
    }
    return least;
  }

  /** Eq. 1 with the KL regulariser: the value at a successor less tau KL(policy || reference). */
  public static double regularised(double value, double tau, double kl) {
    return value - tau * kl;
  }

  /** Eq. 4 (Eq. 31): y = r + gamma discount v(s'). */
  public static double target(double reward, double gamma, double discount, double value) {
    return reward + gamma * discount * value;
  }
}
