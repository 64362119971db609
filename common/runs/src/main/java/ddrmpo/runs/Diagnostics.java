package ddrmpo.runs;

import ddrmpo.core.Improvement;
import ddrmpo.core.Provenance;
import ddrmpo.core.RunCell;
import ddrmpo.core.TrainingCurveRow;
import ddrmpo.learning.UpdateStatistics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Means of the learner's statistics over the updates since the last point of the curve, and Q's
 * extremes. What an improvement does not have is NaN here and null in the row.
 */
final class Diagnostics {
  private static final int MEANS = 14;

  private final double[] sums = new double[MEANS];
  private final double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
  private double[] minimumAt = {};
  private long updates;
  private long begun = System.nanoTime();

  void add(UpdateStatistics s) {
    double[] values = {
      s.criticLoss(),
      s.policyLoss(),
      s.improvement().temperature(),
      s.improvement().alphaMean(),
      s.improvement().alphaStddev(),
      s.improvement().klWeights(),
      s.improvement().klMean(),
      s.improvement().klStddev(),
      s.regulariserKl(),
      s.policyStddev(),
      s.q(),
      s.qStddev(),
      s.criticGradientNorm(),
      s.policyGradientNorm()
    };
    for (int i = 0; i < MEANS; i++) {
      sums[i] += values[i];
    }
    extremes[0] = Math.min(extremes[0], s.qMinimum());
    extremes[1] = Math.max(extremes[1], s.qMaximum());
    if (minimumAt.length == 0) {
      minimumAt = new double[s.minimumAt().length];
    }
    for (int slot = 0; slot < minimumAt.length; slot++) {
      minimumAt[slot] += s.minimumAt()[slot];
    }
    updates++;
  }

  /** A point of the training curve; without an update the numbers are 0. */
  TrainingCurveRow row(
      RunCell cell,
      long step,
      long allUpdates,
      long episodes,
      double nominalReturn,
      Provenance provenance) {
    double n = Math.max(1, updates);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double[] means = Arrays.stream(sums).map(sum -> sum / n).toArray();
    boolean bounded = cell.recipe().improvement() == Improvement.MPO;
    return new TrainingCurveRow(
        cell.task(),
        cell.recipe().name(),
        TrainingRun.size(cell),
        cell.seed(),
        step,
        allUpdates,
        episodes,
        nominalReturn,
        means[0],
        means[1],
        number(means[2]),
        number(means[3]),
        number(means[4]),
        number(means[5]),
        bounded ? cell.learner().epsilon() : null,
        number(means[6]),
        bounded ? cell.learner().epsilonMean() : null,
        number(means[7]),
        bounded ? cell.learner().epsilonStddev() : null,
        number(means[8]),
        means[9],
        means[10],
        means[11],
        updates == 0 ? 0 : extremes[0],
        updates == 0 ? 0 : extremes[1],
        means[12],
        means[13],
        Arrays.stream(minimumAt).map(sum -> sum / n).toArray(),
        updates / seconds,
        provenance);
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  void save(DataOutputStream out) throws IOException {
    out.writeLong(updates);
    write(sums, out);
    write(extremes, out);
    out.writeInt(minimumAt.length);
    write(minimumAt, out);
  }

  void restore(DataInputStream in) throws IOException {
    updates = in.readLong();
    read(sums, in);
    read(extremes, in);
    minimumAt = new double[in.readInt()];
    read(minimumAt, in);
    begun = System.nanoTime();
  }

  private static void write(double[] values, DataOutputStream out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static void read(double[] values, DataInputStream in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
  }
}
