package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A network that the learner trains, with its parameters in two or three versions and its optimiser
 * Adam: the arithmetic that an engine does. Parameters go in and out in the layout of {@link
 * FlatNetwork}, whatever the engine keeps. Not thread-safe; networks share nothing.
 *
 * <p>Legend: B batch, S states, N actions at a state, O state size, D action size, Y outputs.
 */
interface TrainedNetwork extends AutoCloseable {

  /** The versions in order; a network holds the first two or all three. */
  enum Version {
    /** What is trained. */
    ONLINE,
    /** The online version as it was at the start of the target period. */
    TARGET,
    /** The target version of the period before. */
    REFERENCE
  }

  /**
   * Opens a network on the engine and device of the settings.
   *
   * @param shape the network's shape
   * @param initial the parameters that every version begins with
   * @param versions 2 or 3
   * @param states most S of a call
   * @param gpu index of the GPU if the settings name one
   * @throws ddrmpo.core.UserError if this machine has no such device
   */
  static TrainedNetwork open(
      LearnerSettings settings,
      FlatNetwork shape,
      float[] initial,
      int versions,
      int states,
      int gpu) {
    return switch (settings.engine()) {
      case FLAT -> new FlatTrainedNetwork(settings, shape, initial, versions, states);
      case DJL -> new DjlTrainedNetwork(settings, shape, initial, versions, states, gpu);
    };
  }

  /**
   * Inference: outputs [S, N, Y] at states [S, O] with actions [S, N, D].
   *
   * @param actions any array for a network without an action; N is 1 then
   */
  void outputs(
      Version version, int count, float[] states, int actionsEach, float[] actions, float[] into);

  /** Outputs [S, Y] at states [S, O], for a network without an action. */
  default void outputs(Version version, int count, float[] states, float[] into) {
    outputs(version, count, states, 1, states, into);
  }

  /**
   * The first half of a training pass: outputs [B, Y] of the online version at inputs [B, O + D].
   * Both arrays must stay as they are until {@link #backward}.
   */
  float[] forward(float[] inputs);

  /**
   * The second half: from the loss's derivative by the outputs [B, Y] to that by each parameter.
   *
   * @return the norm of the gradient
   */
  double backward(float[] outputGradient);

  /**
   * A pass of its own, forward and back to the inputs, with the online version. Overwrites {@link
   * #gradient} and ends a training pass that was begun.
   *
   * @param inputs [B, O + D]
   * @param outputGradient the loss's derivative by the outputs [B, Y]
   * @param into receives the loss's derivative by the inputs [B, O + D]
   * @return the outputs [B, Y]
   */
  float[] inputGradient(float[] inputs, float[] outputGradient, float[] into);

  /** Steps down the gradient, which is shortened to {@code clip} if its norm is greater. */
  void step(double clip);

  /** Makes one version equal to another. */
  void copy(Version from, Version into);

  /** The parameters of a version, only to be read: they may be the network's own. */
  float[] parameters(Version version);

  /** The gradient of the last {@link #backward}, only to be read, in the parameters' layout. */
  float[] gradient();

  /** Writes all versions, then Adam's steps and moments: the same bytes on every engine. */
  void save(DataOutput out) throws IOException;

  /**
   * Continues bit by bit where {@link #save} was called.
   *
   * @throws ddrmpo.core.UserError if the sizes are others
   */
  void restore(DataInput in) throws IOException;

  @Override
  void close();
}
