package ddrmpo.learning;

import ddrmpo.core.Hashes;
import ddrmpo.core.Rng;
import ddrmpo.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A trained policy, N(mu(s), sigma(s)^2) with diagonal covariance. Immutable and thread-safe; a
 * state's action does not depend on the other states of the batch. Actions are clipped to [-1, 1].
 *
 * <p>Legend: B batch, O observation, D action.
 */
public final class Policy {
  private static final int MAGIC = 0x44445250;
  private static final int HASH_BYTES = 32;
  private static final int MOST_LAYERS = 64;

  private final int observationSize;
  private final List<Integer> hidden;
  private final GaussianHead head;
  private final FlatNetwork network;
  private final float[] theta;

  Policy(int observationSize, List<Integer> hidden, GaussianHead head, float[] theta) {
    this.observationSize = observationSize;
    this.hidden = hidden;
    this.head = head;
    network = network(observationSize, hidden, head);
    this.theta = theta.clone();
  }

  static FlatNetwork network(int observationSize, List<Integer> hidden, GaussianHead head) {
    return new FlatNetwork(observationSize, 0, hidden, 2 * head.actionSize());
  }

  /** O. */
  public int observationSize() {
    return observationSize;
  }

  /** D. */
  public int actionSize() {
    return head.actionSize();
  }

  /** The mean actions [B, D] at observations [B, O]. */
  public void mean(int batch, float[] observations, float[] actions) {
    distribution(batch, observations, actions, new float[batch * actionSize()]);
    clip(actions, batch * actionSize());
  }

  /** Actions [B, D] drawn at observations [B, O]. */
  public void sample(int batch, float[] observations, Rng rng, float[] actions) {
    float[] stddev = new float[batch * actionSize()];
    distribution(batch, observations, actions, stddev);
    for (int i = 0; i < stddev.length; i++) {
      actions[i] += stddev[i] * (float) rng.nextGaussian();
    }
    clip(actions, stddev.length);
  }

  private void distribution(int batch, float[] observations, float[] mean, float[] stddev) {
    float[] outputs = new float[batch * network.outputs()]; // [B, 2 D]
    network.outputs(theta, batch, observations, outputs, network.new Scratch(batch, 1));
    head.read(batch, outputs, mean, stddev);
  }

  static void clip(float[] actions, int count) {
    for (int i = 0; i < count; i++) {
      actions[i] = Math.max(-1f, Math.min(1f, actions[i]));
    }
  }

  /** The policy as a file, with a checksum at its end. */
  public byte[] bytes() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeInt(observationSize);
      out.writeInt(hidden.size());
      for (int width : hidden) {
        out.writeInt(width);
      }
      head.write(out);
      Floats.write(theta, out);
      out.write(Hashes.sha256(bytes.toByteArray()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /**
   * The policy of such a file.
   *
   * @throws UserError if the file is not a whole policy
   */
  public static Policy read(byte[] file) {
    int length = Math.max(0, file.length - HASH_BYTES);
    byte[] hash = Hashes.sha256(Arrays.copyOf(file, length));
    if (!Arrays.equals(hash, Arrays.copyOfRange(file, length, file.length))) {
      throw UserError.data(
          "The policy file of %d bytes is truncated, damaged or not a policy: train the run again.",
          file.length);
    }
    try {
      return read(new DataInputStream(new ByteArrayInputStream(file, 0, length)));
    } catch (IOException e) {
      throw UserError.data(
          "The policy file of %d bytes ends before its content: train the run again.", file.length);
    }
  }

  private static Policy read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw UserError.data("The file is not a policy of this version: train the run again.");
    }
    int observationSize = in.readInt();
    Integer[] hidden = new Integer[Math.min(MOST_LAYERS, in.readInt())];
    for (int l = 0; l < hidden.length; l++) {
      hidden[l] = in.readInt();
    }
    GaussianHead head = GaussianHead.read(in);
    float[] theta = new float[network(observationSize, List.of(hidden), head).parameters()];
    Floats.read(theta, in);
    if (!Floats.finite(theta)) {
      throw UserError.data("The policy file holds a parameter that is not finite: train it again.");
    }
    return new Policy(observationSize, List.of(hidden), head, theta);
  }
}
