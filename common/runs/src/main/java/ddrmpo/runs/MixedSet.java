package ddrmpo.runs;

import ddrmpo.core.UncertaintySet;
import java.util.List;

/** Several sets as one: the members of the first, then those of the next. */
final class MixedSet implements UncertaintySet {
  private final List<UncertaintySet> parts;
  private float[] next = new float[0];

  /** The parts belong to this set from now on. */
  MixedSet(List<UncertaintySet> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public int members() {
    return parts.stream().mapToInt(UncertaintySet::members).sum();
  }

  /** True if it takes part in any of them. */
  @Override
  public boolean nominalTakesPart() {
    return parts.stream().anyMatch(UncertaintySet::nominalTakesPart);
  }

  @Override
  public void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors) {
    int k = members();
    int o = observations.length / batch;
    int before = 0;
    for (UncertaintySet part : parts) {
      int width = part.members() * o;
      if (next.length < batch * width) {
        next = new float[batch * width];
      }
      part.successors(batch, states, observations, actions, next);
      for (int b = 0; b < batch; b++) {
        System.arraycopy(next, b * width, successors, (b * k + before) * o, width);
      }
      before += part.members();
    }
  }

  @Override
  public void close() {
    parts.forEach(UncertaintySet::close);
  }
}
