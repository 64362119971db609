package ddrmpo.core;

/**
 * The set of transition models that a robust agent guards against (Section 2): for a transition of
 * the nominal simulator, the next observation under every member. Physics sets and learned sets
 * implement it; training knows only this. Not thread-safe.
 */
public interface UncertaintySet extends AutoCloseable {

  /** K, the number of members whose successors this set computes itself. */
  int members();

  /**
   * Whether the nominal successor takes part in the backup beside these members. True for a physics
   * set, whose nominal member's successor is the transition's own; false for a purely learned set.
   */
  boolean nominalTakesPart();

  /**
   * The successors of B transitions.
   *
   * @param batch B
   * @param states full simulator states before the action [B, S]
   * @param observations observations before the action [B, O]
   * @param actions actions, inside [-1, 1] [B, D]
   * @param successors receives the next observation under each member [B, K, O]
   */
  void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors);

  @Override
  void close();
}
