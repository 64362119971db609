package ddrmpo.learning;

import ddrmpo.core.UncertaintySet;
import ddrmpo.core.UserError;
import java.util.List;

/**
 * The uncertainty set learned from offline data: each member is a transition model, and the nominal
 * successor takes no part ("learning the uncertainty set from offline data", Section 4.2) unless
 * the set is anchored by it.
 */
public final class LearnedSet implements UncertaintySet {
  private final List<TransitionModel> models;
  private final boolean anchored;
  private final int observationSize;
  private float[] next = new float[0];

  private LearnedSet(List<TransitionModel> models, boolean anchored) {
    this.models = List.copyOf(models);
    this.anchored = anchored;
    this.observationSize = models.get(0).observationSize();
  }

  /**
   * The set of these models, in this order.
   *
   * @param anchored whether the true nominal successor takes part beside them
   * @throws UserError if there is none, or if they are models of different tasks
   */
  public static LearnedSet of(List<TransitionModel> models, boolean anchored) {
    if (models.isEmpty()) {
      throw UserError.usage("A learned uncertainty set needs at least one transition model.");
    }
    TransitionModel first = models.get(0);
    for (TransitionModel model : models) {
      if (model.observationSize() != first.observationSize()
          || model.actionSize() != first.actionSize()) {
        throw UserError.data(
            "The set's transition models are of different tasks (%d observations and %d actions, %d and %d): fit them again.",
            first.observationSize(),
            first.actionSize(),
            model.observationSize(),
            model.actionSize());
      }
    }
    return new LearnedSet(models, anchored);
  }

  @Override
  public int members() {
    return models.size();
  }

  @Override
  public boolean nominalTakesPart() {
    return anchored;
  }

  @Override
  public void successors(
      int batch, double[] states, float[] observations, float[] actions, float[] successors) {
    int k = models.size();
    int o = observationSize;
    if (next.length < batch * o) {
      next = new float[batch * o];
    }
    for (int member = 0; member < k; member++) {
      models.get(member).predict(batch, observations, actions, next); // [B, O]
      for (int row = 0; row < batch; row++) {
        System.arraycopy(next, row * o, successors, (row * k + member) * o, o); // [B, K, O]
      }
    }
  }

  @Override
  public void close() {}
}
