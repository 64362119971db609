package ddrmpo.learning;

import ddrmpo.core.ModelKind;
import ddrmpo.core.UserError;

/**
 * A fitted model of one dynamics: the next observation from the observation and the action. Models
 * are read and written as bytes and predict with plain arrays, without any tensor library.
 *
 * <p>A model keeps scratch memory between calls: not thread-safe. Give each thread its own by
 * reading the bytes again.
 */
public sealed interface TransitionModel
    permits NeuralTransitionModel, LinearTransitionModel, TreeTransitionModel {

  /** The family of the model. */
  ModelKind kind();

  /** O. */
  int observationSize();

  /** D. */
  int actionSize();

  /**
   * Predicts the next observations.
   *
   * @param batch B
   * @param observations observations before the action [B, O]
   * @param actions actions, each in [-1, 1] [B, D]
   * @param next receives the predicted observations [B, O]
   */
  void predict(int batch, float[] observations, float[] actions, float[] next);

  /** Number of fitted numbers; the number of nodes for trees. */
  long parameters();

  /** The model as a file's content, which {@link #read} understands on every machine. */
  byte[] bytes();

  /**
   * The model in a file's content.
   *
   * @throws UserError if the content is truncated, damaged or of another version
   */
  static TransitionModel read(byte[] bytes) {
    return TransitionModelFile.read(bytes);
  }
}
