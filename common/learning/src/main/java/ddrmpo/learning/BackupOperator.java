package ddrmpo.learning;

import ddrmpo.core.Backup;

/**
 * How the values at the successors under M models become one value and a target (Eq. 1, Eq. 4, Eq.
 * 31). Pure functions of arrays, so that the deep learner and a tabular one share them. Members
 * that take part are the slots from {@code first} to M - 1; slot 0 is the nominal successor. Where
 * all of them agree, every backup is their value, to the bit.
 *
 * @param backup which
 * @param slots M, successors of a transition
 * @param first the first slot that takes part: 1 if the nominal successor does not, else 0
 * @param degree the share of {@link Backup#CVAR}, in (0, 1], or the temperature of {@link
 *     Backup#SOFT_MIN}, above 0; of no meaning to the others
 */
public record BackupOperator(Backup backup, int slots, int first, double degree) {

  /** Checks that at least one member takes part, and the degree. */
  public BackupOperator {
    if (first < 0 || first >= slots) {
      throw new IllegalArgumentException(
          "Cannot back up over no member: slots = %d, first = %d".formatted(slots, first));
    }
    if (backup == Backup.NOMINAL && first != 0) {
      throw new IllegalArgumentException(
          "Cannot back up the nominal successor when it does not take part: first = " + first);
    }
    boolean usable =
        switch (backup) {
          case NOMINAL, MIN, MEAN -> true;
          case CVAR -> degree > 0 && degree <= 1;
          case SOFT_MIN -> degree > 0 && degree < Double.POSITIVE_INFINITY;
        };
    if (!usable) {
      throw new IllegalArgumentException(
          "Cannot back up by %s of degree %s".formatted(backup.text(), degree));
    }
  }

  /** A backup without a degree. */
  public BackupOperator(Backup backup, int slots, int first) {
    this(backup, slots, first, Double.NaN);
  }

  /** v(s') of row b from the members' values v[B, M]. */
  public double value(double[] v, int b) {
    int at = b * slots;
    return switch (backup) {
      case NOMINAL -> v[at];
      case MIN -> v[at + minimumAt(v, b)];
      case MEAN -> mean(v, at);
      case CVAR -> worstShare(v, b);
      case SOFT_MIN -> softMinimum(v, b);
    };
  }

  private double mean(double[] v, int at) {
    double sum = 0;
    for (int m = first; m < slots; m++) {
      sum += v[at + m] - v[at + first];
    }
    return v[at + first] + sum / (slots - first); // exact if all agree
  }

  /** The mean over the worst {@code degree} of equally likely members, the last one in part. */
  private double worstShare(double[] v, int b) {
    int at = b * slots;
    int next = minimumAt(v, b);
    double least = v[at + next];
    double each = 1.0 / (slots - first);
    double left = degree;
    double sum = 0;
    while (next >= 0 && left > 0) {
      sum += Math.min(each, left) * (v[at + next] - least);
      left -= each;
      next = after(v, at, next);
    }
    return least + sum / degree;
  }

  /** The slot whose value comes next in ascending order, equal ones by slot; -1 after the last. */
  private int after(double[] v, int at, int slot) {
    int next = -1;
    for (int m = first; m < slots; m++) {
      boolean later = v[at + m] > v[at + slot] || v[at + m] == v[at + slot] && m > slot;
      if (later && (next < 0 || v[at + m] < v[at + next])) {
        next = m;
      }
    }
    return next;
  }

  /** - degree log mean exp(- v / degree). */
  private double softMinimum(double[] v, int b) {
    int at = b * slots;
    double least = v[at + minimumAt(v, b)];
    double sum = 0;
    for (int m = first; m < slots; m++) {
      sum += Math.exp((least - v[at + m]) / degree);
    }
    return least - degree * Math.log(sum / (slots - first));
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
