package ddrmpo.learning;

import ddrmpo.core.TaskSpec.AnglePair;
import java.util.List;

/**
 * The (cos, sin) pairs of an observation. A prediction leaves the unit circle; the nearest point on
 * it is the same pair divided by its length.
 */
final class UnitCircles {
  /** Below this length a predicted pair has no direction to keep. */
  private static final float LEAST_LENGTH = 1e-6f;

  private final int[] indices;

  private UnitCircles(int[] indices, int observationSize) {
    for (int index : indices) {
      if (index < 0 || index >= observationSize) {
        throw new IllegalArgumentException(
            "Cannot put component %d of %d on a unit circle".formatted(index, observationSize));
      }
    }
    this.indices = indices;
  }

  static UnitCircles of(List<AnglePair> pairs, int observationSize) {
    int[] indices = new int[2 * pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      indices[2 * i] = pairs.get(i).cos();
      indices[2 * i + 1] = pairs.get(i).sin();
    }
    return new UnitCircles(indices, observationSize);
  }

  static UnitCircles read(TransitionModelFile.Reader content, int observationSize) {
    int[] indices = content.integers();
    if (indices.length % 2 != 0) {
      throw new IllegalArgumentException("Cannot pair %d components".formatted(indices.length));
    }
    return new UnitCircles(indices, observationSize);
  }

  /** Cosine, sine, cosine, sine, ... */
  int[] indices() {
    return indices;
  }

  /** Projects every pair of every row. */
  void project(int batch, float[] observations, int observationSize) {
    for (int i = 0; i < indices.length; i += 2) {
      for (int row = 0; row < batch; row++) {
        int cos = row * observationSize + indices[i];
        int sin = row * observationSize + indices[i + 1];
        float length =
            (float)
                Math.sqrt(
                    observations[cos] * observations[cos] + observations[sin] * observations[sin]);
        if (length > LEAST_LENGTH) {
          observations[cos] /= length;
          observations[sin] /= length;
        }
      }
    }
  }
}
