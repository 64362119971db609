package ddrmpo.learning;

import ddrmpo.core.Rng;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last transitions of a run, each with its successors under the M slots of the uncertainty set;
 * slot 0 is always the true nominal successor. Sampling is uniform with replacement. Memory grows
 * with the content, {@code 4 (O + D + 2 + M O)} bytes a transition. Not thread-safe.
 *
 * <p>Legend: B batch, M slots, O observation, D action.
 */
public final class Replay {
  /**
   * Bound on the bytes of one array. Small beside a region of the collector's heap (1 MiB at
   * least), of which it would otherwise leave a part unused.
   */
  private static final int CHUNK_BYTES = 1 << 16;

  private final int capacity;
  private final int observationSize;
  private final int actionSize;
  private final int slots;
  private final int rowSize;
  private final int chunkRows;
  private final float[][] chunks;
  private int size;
  private int next;

  /** An empty replay for transitions of these sizes. */
  public Replay(int capacity, int observationSize, int actionSize, int slots) {
    if (capacity < 1 || observationSize < 1 || actionSize < 1 || slots < 1) {
      throw new IllegalArgumentException(
          "Cannot make a replay: capacity = %d, observation size = %d, action size = %d, slots = %d"
              .formatted(capacity, observationSize, actionSize, slots));
    }
    this.capacity = capacity;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.slots = slots;
    rowSize = observationSize + actionSize + 2 + slots * observationSize;
    chunkRows = Math.max(1, CHUNK_BYTES / (Float.BYTES * rowSize));
    chunks = new float[(capacity - 1) / chunkRows + 1][];
  }

  /** Number of transitions. */
  public int size() {
    return size;
  }

  int observationSize() {
    return observationSize;
  }

  int actionSize() {
    return actionSize;
  }

  int slots() {
    return slots;
  }

  /**
   * Adds a transition, in place of the oldest one if the replay is full.
   *
   * @param observation before the action [O]
   * @param action [D]
   * @param reward of the nominal simulator
   * @param discount 1, also at a truncation; 0 where an episode truly ends
   * @param successors the next observation in each slot, the nominal one first [M, O]
   * @throws NonFiniteException if a number is NaN or infinite
   */
  public void add(
      float[] observation, float[] action, float reward, float discount, float[] successors) {
    float[] chunk = chunk(next);
    int at = next % chunkRows * rowSize;
    int begin = at;
    System.arraycopy(observation, 0, chunk, at, observationSize);
    at += observationSize;
    System.arraycopy(action, 0, chunk, at, actionSize);
    at += actionSize;
    chunk[at++] = reward;
    chunk[at++] = discount;
    System.arraycopy(successors, 0, chunk, at, slots * observationSize);
    for (int i = begin; i < begin + rowSize; i++) {
      if (!Float.isFinite(chunk[i])) {
        throw new NonFiniteException(
            "Cannot learn from a transition with %s: observation %s, action %s, reward %s, successors %s."
                .formatted(
                    chunk[i],
                    Arrays.toString(observation),
                    Arrays.toString(action),
                    reward,
                    Arrays.toString(successors)));
      }
    }
    next = (next + 1) % capacity;
    size = Math.min(size + 1, capacity);
  }

  private float[] chunk(int row) {
    int index = row / chunkRows;
    if (chunks[index] == null) {
      chunks[index] = new float[Math.min(chunkRows, capacity - index * chunkRows) * rowSize];
    }
    return chunks[index];
  }

  /** A batch of transitions as arrays; successors are kept slot by slot. */
  static final class Batch {
    final int size;

    /** Observations before the action [B, O]. */
    final float[] observations;

    /** Actions [B, D]. */
    final float[] actions;

    /** Rewards [B]. */
    final float[] rewards;

    /** Discounts [B]. */
    final float[] discounts;

    /** Next observations in the first slots [M, B, O]. */
    final float[] successors;

    private final int slots;

    /** For B transitions, of whose successors the first M slots are wanted. */
    Batch(int size, int observationSize, int actionSize, int slots) {
      this.size = size;
      this.slots = slots;
      observations = new float[size * observationSize];
      actions = new float[size * actionSize];
      rewards = new float[size];
      discounts = new float[size];
      successors = new float[slots * size * observationSize];
    }
  }

  /** Draws the batch's transitions uniformly, with replacement. */
  void sample(Batch batch, Rng rng) {
    if (size == 0) {
      throw new IllegalStateException("Cannot sample from an empty replay");
    }
    int o = observationSize;
    for (int b = 0; b < batch.size; b++) {
      int row = rng.nextInt(size);
      float[] chunk = chunks[row / chunkRows];
      int at = row % chunkRows * rowSize;
      System.arraycopy(chunk, at, batch.observations, b * o, o);
      at += o;
      System.arraycopy(chunk, at, batch.actions, b * actionSize, actionSize);
      at += actionSize;
      batch.rewards[b] = chunk[at++];
      batch.discounts[b] = chunk[at++];
      for (int m = 0; m < batch.slots; m++) {
        System.arraycopy(chunk, at + m * o, batch.successors, (m * batch.size + b) * o, o);
      }
    }
  }

  /** Writes the content, so that {@link #restore} gives the same replay bit by bit. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeInt(rowSize);
    out.writeInt(size);
    out.writeInt(next);
    for (int row = 0; row < size; row += chunkRows) {
      Floats.write(chunk(row), Math.min(chunkRows, size - row) * rowSize, out);
    }
  }

  /**
   * Takes the content that was saved.
   *
   * @throws ddrmpo.core.UserError if it was saved by a replay of other sizes
   */
  public void restore(DataInput in) throws IOException {
    Floats.expect("replay capacity", capacity, in.readInt());
    Floats.expect("size of a transition", rowSize, in.readInt());
    size = in.readInt();
    next = in.readInt();
    for (int row = 0; row < size; row += chunkRows) {
      Floats.read(chunk(row), Math.min(chunkRows, size - row) * rowSize, in);
    }
  }
}
