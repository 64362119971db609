package ddrmpo.runs;

import ddrmpo.core.UncertaintySet;

/** The set of agents that guard against nothing: the nominal successor alone. */
final class NominalOnly implements UncertaintySet {
  @Override
  public int members() {
    return 0;
  }

  @Override
  public boolean nominalTakesPart() {
    return true;
  }

  @Override
  public void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors) {}

  @Override
  public void close() {}
}
