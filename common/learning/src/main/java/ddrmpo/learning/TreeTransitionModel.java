package ddrmpo.learning;

import ddrmpo.core.ModelKind;
import ddrmpo.core.TaskSpec.AnglePair;
import java.util.List;

/**
 * The change of the observation by one regression tree for each dimension. All trees stand in the
 * same arrays, a node a place: a node with {@code feature >= 0} sends inputs with {@code
 * input[feature] <= value} to {@code left} and the others to {@code right}; a leaf has {@code
 * feature = -1} and predicts {@code value}. Children stand behind their parent.
 */
public final class TreeTransitionModel implements TransitionModel {
  /** The feature of a leaf. */
  public static final int LEAF = -1;

  private final int observationSize;
  private final int actionSize;
  private final Nodes nodes;
  private final UnitCircles circles;

  /**
   * The trees' nodes, M of them.
   *
   * @param roots the first node of each dimension's tree [O]
   * @param features the input compared, or {@link #LEAF} [M]
   * @param values the threshold, or a leaf's predicted change [M]
   * @param left the child for inputs up to the threshold [M]
   * @param right the other child [M]
   */
  public record Nodes(int[] roots, int[] features, float[] values, int[] left, int[] right) {

    /** Refuses trees that do not end. */
    public Nodes {
      int count = features.length;
      if (values.length != count || left.length != count || right.length != count) {
        throw new IllegalArgumentException(
            "Cannot make trees: %d features, %d values, %d left, %d right"
                .formatted(count, values.length, left.length, right.length));
      }
      for (int root : roots) {
        if (root < 0 || root >= count) {
          throw new IllegalArgumentException("Cannot begin a tree at node %d".formatted(root));
        }
      }
      for (int node = 0; node < count; node++) {
        boolean ends = left[node] > node && right[node] > node;
        boolean exists = left[node] < count && right[node] < count;
        if (features[node] != LEAF && !(ends && exists)) {
          throw new IllegalArgumentException(
              "Cannot go from node %d to %d and %d".formatted(node, left[node], right[node]));
        }
      }
    }
  }

  /**
   * A model of these trees, which are not copied.
   *
   * @param pairs (cos, sin) pairs that are brought back to the unit circle
   */
  public TreeTransitionModel(
      int observationSize, int actionSize, Nodes nodes, List<AnglePair> pairs) {
    this(observationSize, actionSize, nodes, UnitCircles.of(pairs, observationSize));
  }

  private TreeTransitionModel(
      int observationSize, int actionSize, Nodes nodes, UnitCircles circles) {
    int inputs = observationSize + actionSize;
    if (observationSize < 1 || actionSize < 0 || nodes.roots().length != observationSize) {
      throw new IllegalArgumentException(
          "Cannot make a tree model: %d trees for %d outputs"
              .formatted(nodes.roots().length, observationSize));
    }
    for (int feature : nodes.features()) {
      if (feature < LEAF || feature >= inputs) {
        throw new IllegalArgumentException(
            "Cannot compare input %d of %d".formatted(feature, inputs));
      }
    }
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.nodes = nodes;
    this.circles = circles;
  }

  @Override
  public ModelKind kind() {
    return ModelKind.TREE;
  }

  @Override
  public int observationSize() {
    return observationSize;
  }

  @Override
  public int actionSize() {
    return actionSize;
  }

  @Override
  public void predict(int batch, float[] observations, float[] actions, float[] next) {
    int o = observationSize;
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < o; i++) {
        next[row * o + i] = observations[row * o + i] + change(i, row, observations, actions);
      }
    }
    circles.project(batch, next, o);
  }

  private float change(int dimension, int row, float[] observations, float[] actions) {
    int node = nodes.roots()[dimension];
    int feature = nodes.features()[node];
    while (feature != LEAF) {
      float input =
          feature < observationSize
              ? observations[row * observationSize + feature]
              : actions[row * actionSize + feature - observationSize];
      node = input <= nodes.values()[node] ? nodes.left()[node] : nodes.right()[node];
      feature = nodes.features()[node];
    }
    return nodes.values()[node];
  }

  @Override
  public long parameters() {
    return nodes.features().length;
  }

  @Override
  public byte[] bytes() {
    return new TransitionModelFile.Writer()
        .integers(observationSize, actionSize)
        .integers(circles.indices())
        .integers(nodes.roots())
        .integers(nodes.features())
        .floats(nodes.values())
        .integers(nodes.left())
        .integers(nodes.right())
        .file(kind());
  }

  static TreeTransitionModel read(TransitionModelFile.Reader content) {
    int[] sizes = content.integers();
    UnitCircles circles = UnitCircles.read(content, sizes[0]);
    Nodes nodes =
        new Nodes(
            content.integers(),
            content.integers(),
            content.floats(),
            content.integers(),
            content.integers());
    return new TreeTransitionModel(sizes[0], sizes[1], nodes, circles);
  }
}
