package ddrmpo.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the policy is made better by the critic: the loss of one batch, whose gradient it leaves in
 * the policy network, and what it adapts beside that. Not thread-safe.
 *
 * <p>Legend: B batch, N actions, O observation, D action.
 */
interface PolicyImprovement {

  /**
   * What target networks say at the nominal successors of a batch, the first B of all states.
   *
   * @param actions drawn from the target policy, not clipped [B, N, D]
   * @param values of the target critic at these actions, clipped [B, N]
   * @param mean of the target policy [B, D]
   * @param stddev of the target policy [B, D]
   */
  record Targets(float[] actions, float[] values, float[] mean, float[] stddev) {}

  /** The loss on a batch; the gradient of the actor is left in its network. */
  double loss(Replay.Batch batch, Targets targets);

  /** Adapts what is not in the policy network, once its step is sure. */
  void step();

  /** What there is to tell of the last loss; NaN where there is no such thing. */
  ImprovementStatistics statistics();

  /** Writes all that the next loss depends on, beside the networks. */
  void save(DataOutput out) throws IOException;

  /** Continues bit by bit where {@link #save} was called. */
  void restore(DataInput in) throws IOException;
}
