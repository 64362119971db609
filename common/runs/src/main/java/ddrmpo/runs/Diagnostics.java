package ddrmpo.runs;

import ddrmpo.core.Provenance;
import ddrmpo.core.RunCell;
import ddrmpo.core.TrainingCurveRow;
import ddrmpo.learning.UpdateStatistics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Means of the learner's statistics over the updates since the last point of the curve. */
final class Diagnostics {
  private static final int SCALARS = 11;

  private final double[] sums = new double[SCALARS];
  private double[] minimumAt = {};
  private long updates;
  private long begun = System.nanoTime();

  void add(UpdateStatistics s) {
    double[] values = {
      s.criticLoss(),
      s.policyLoss(),
      s.temperature(),
      s.alphaMean(),
      s.alphaStddev(),
      s.klMean(),
      s.klStddev(),
      s.policyStddev(),
      s.q(),
      s.criticGradientNorm(),
      s.policyGradientNorm()
    };
    for (int i = 0; i < SCALARS; i++) {
      sums[i] += values[i];
    }
    if (minimumAt.length == 0) {
      minimumAt = new double[s.minimumAt().length];
    }
    for (int slot = 0; slot < minimumAt.length; slot++) {
      minimumAt[slot] += s.minimumAt()[slot];
    }
    updates++;
  }

  /** A point of the training curve; without an update the means are 0. */
  TrainingCurveRow row(
      RunCell cell,
      long step,
      long allUpdates,
      long episodes,
      double nominalReturn,
      Provenance provenance) {
    double n = Math.max(1, updates);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new TrainingCurveRow(
        cell.task(),
        cell.recipe().name(),
        TrainingRun.size(cell),
        cell.seed(),
        step,
        allUpdates,
        episodes,
        nominalReturn,
        sums[0] / n,
        sums[1] / n,
        sums[2] / n,
        sums[3] / n,
        sums[4] / n,
        sums[5] / n,
        sums[6] / n,
        sums[7] / n,
        sums[8] / n,
        sums[9] / n,
        sums[10] / n,
        Arrays.stream(minimumAt).map(sum -> sum / n).toArray(),
        updates / seconds,
        provenance);
  }

  void save(DataOutputStream out) throws IOException {
    out.writeLong(updates);
    write(sums, out);
    out.writeInt(minimumAt.length);
    write(minimumAt, out);
  }

  void restore(DataInputStream in) throws IOException {
    updates = in.readLong();
    read(sums, in);
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
