package ddrmpo.runs;

import ddrmpo.core.Artifacts;
import ddrmpo.core.RunCell;
import ddrmpo.core.UserError;
import ddrmpo.learning.Policy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy as it stood at a step of its training.
 *
 * @param step environment steps of training behind it
 * @param policy the policy
 */
public record Snapshot(long step, Policy policy) {
  private static final int MAGIC = 0x64647270; // "ddrp"

  /** Where a run's snapshots stand, relative to the warehouse. */
  static String path(RunCell run) {
    return run.path() + "/policies";
  }

  /**
   * The snapshots that a run left.
   *
   * @throws UserError if the file is missing or damaged
   */
  public static List<Snapshot> of(RunCell run, Artifacts artifacts) throws IOException {
    byte[] content =
        artifacts
            .read(path(run))
            .orElseThrow(
                () ->
                    UserError.data(
                        "The policies of run %s (%s) are missing: %s is not in the warehouse, as after an import: train the run in another warehouse.",
                        run.id(), run.label(), path(run)));
    try {
      return read(content);
    } catch (IOException e) {
      throw UserError.data(
          "%s is damaged (%s): delete it and train the run again.", path(run), e.getMessage());
    }
  }

  /** All snapshots as one file's content. */
  static byte[] bytes(List<Snapshot> snapshots) {
    return Checkpoint.bytes(
        out -> {
          out.writeInt(MAGIC);
          write(snapshots, out);
        });
  }

  /** The snapshots one after the other. */
  static void write(List<Snapshot> snapshots, DataOutputStream out) throws IOException {
    out.writeInt(snapshots.size());
    for (Snapshot snapshot : snapshots) {
      byte[] policy = snapshot.policy.bytes();
      out.writeLong(snapshot.step);
      out.writeInt(policy.length);
      out.write(policy);
    }
  }

  private static List<Snapshot> read(byte[] content) throws IOException {
    DataInputStream in = Checkpoint.checked(content);
    if (in.readInt() != MAGIC) {
      throw new IOException("it is not a file of policies");
    }
    return read(in);
  }

  /** What {@link #write} wrote. */
  static List<Snapshot> read(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long step = in.readLong();
      byte[] policy = in.readNBytes(in.readInt());
      snapshots.add(new Snapshot(step, Policy.read(policy)));
    }
    return List.copyOf(snapshots);
  }
}
