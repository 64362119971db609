package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The engine for CPUs: flat arrays, {@link Kernel}, and no allocation after the first call. */
final class FlatTrainedNetwork implements TrainedNetwork {
  private final FlatNetwork shape;
  private final float[][] theta;
  private final float[] gradient;
  private final Adam adam;
  private final FlatNetwork.Pass pass;
  private final FlatNetwork.Scratch scratch;
  private double norm;

  FlatTrainedNetwork(
      LearnerSettings settings, FlatNetwork shape, float[] initial, int versions, int states) {
    this.shape = shape;
    theta = new float[versions][];
    for (int version = 0; version < versions; version++) {
      theta[version] = initial.clone();
    }
    gradient = new float[initial.length];
    adam = new Adam(initial.length, settings.learningRate());
    pass = shape.new Pass(settings.batch());
    scratch = shape.new Scratch(states, shape.actionSize() == 0 ? 1 : settings.actions());
  }

  @Override
  public void outputs(
      Version version, int count, float[] states, int actionsEach, float[] actions, float[] into) {
    shape.outputs(parameters(version), count, states, actionsEach, actions, into, scratch);
  }

  @Override
  public float[] forward(float[] inputs) {
    return pass.forward(parameters(Version.ONLINE), inputs);
  }

  @Override
  public double backward(float[] outputGradient) {
    pass.backward(parameters(Version.ONLINE), outputGradient, gradient, null);
    norm = Math.sqrt(Kernel.squares(gradient.length, gradient));
    return norm;
  }

  @Override
  public float[] inputGradient(float[] inputs, float[] outputGradient, float[] into) {
    float[] outputs = forward(inputs);
    pass.backward(parameters(Version.ONLINE), outputGradient, gradient, into);
    return outputs;
  }

  @Override
  public void step(double clip) {
    adam.step(parameters(Version.ONLINE), gradient, norm, clip);
  }

  @Override
  public void copy(Version from, Version into) {
    System.arraycopy(parameters(from), 0, parameters(into), 0, gradient.length);
  }

  @Override
  public float[] parameters(Version version) {
    return theta[version.ordinal()];
  }

  @Override
  public float[] gradient() {
    return gradient;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (float[] parameters : theta) {
      Floats.write(parameters, out);
    }
    adam.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (float[] parameters : theta) {
      Floats.read(parameters, in);
    }
    adam.restore(in);
  }

  @Override
  public void close() {
    // Its memory is Java's.
  }
}
