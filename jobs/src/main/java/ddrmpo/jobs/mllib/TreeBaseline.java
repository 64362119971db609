package ddrmpo.jobs.mllib;

import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.learning.TreeTransitionModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.DecisionTreeRegressor;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;

/** Tree transition models: an MLlib regression tree for the change of each dimension. */
public final class TreeBaseline {
  /** Candidate thresholds of an input; MLlib's default of 32 is too coarse for dynamics. */
  private static final int MAX_BINS = 256;

  private TreeBaseline() {}

  /**
   * Fits a model.
   *
   * @param transitions with the columns observation, action and next_observation
   * @param depth depth of the trees
   * @param seed of the sample from which the candidate thresholds are taken
   * @param pairs (cos, sin) pairs of the observation
   */
  public static TreeTransitionModel fit(
      Dataset<?> transitions, int depth, long seed, List<AnglePair> pairs) {
    TransitionColumns.Sizes sizes = TransitionColumns.Sizes.of(transitions);
    return model(fitPipeline(transitions, sizes, depth, seed), sizes, pairs);
  }

  static PipelineModel fitPipeline(
      Dataset<?> transitions, TransitionColumns.Sizes sizes, int depth, long seed) {
    return RegressionPipeline.fit(
        transitions,
        sizes,
        () ->
            new DecisionTreeRegressor()
                .setFeaturesCol(TransitionColumns.FEATURES)
                .setMaxDepth(depth)
                .setMaxBins(MAX_BINS)
                .setSeed(seed));
  }

  static TreeTransitionModel model(
      PipelineModel pipeline, TransitionColumns.Sizes sizes, List<AnglePair> pairs) {
    Flattening trees = new Flattening();
    int[] roots = new int[sizes.observation()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] =
          trees.add(
              ((DecisionTreeRegressionModel) RegressionPipeline.regression(pipeline, i))
                  .rootNode());
    }
    return new TreeTransitionModel(sizes.observation(), sizes.action(), trees.nodes(roots), pairs);
  }

  /** Puts nodes into arrays, parents before their children. */
  private static final class Flattening {
    private final List<Integer> features = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();

    int add(Node node) {
      int at = features.size();
      boolean inner = node instanceof InternalNode;
      ContinuousSplit split = inner ? (ContinuousSplit) ((InternalNode) node).split() : null;
      features.add(inner ? split.featureIndex() : TreeTransitionModel.LEAF);
      values.add(inner ? roundedDown(split.threshold()) : (float) node.prediction());
      left.add(TreeTransitionModel.LEAF);
      right.add(TreeTransitionModel.LEAF);
      if (inner) {
        left.set(at, add(((InternalNode) node).leftChild()));
        right.set(at, add(((InternalNode) node).rightChild()));
      }
      return at;
    }

    /** The greatest float up to the threshold: floats compare with it as with the threshold. */
    private static float roundedDown(double threshold) {
      float rounded = (float) threshold;
      return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }

    TreeTransitionModel.Nodes nodes(int[] roots) {
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.get(i);
      }
      return new TreeTransitionModel.Nodes(
          roots, integers(features), floats, integers(left), integers(right));
    }

    private static int[] integers(List<Integer> list) {
      return list.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
