package ddrmpo.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ddrmpo.core.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The engine for large networks and GPUs: PyTorch by DJL. A version's parameters are one array, so
 * that gradient, norm, step and copy are one operation each. Every call closes what it made; only
 * between {@link #forward} and {@link #backward} the graph of one pass stays.
 */
final class DjlTrainedNetwork implements TrainedNetwork {
  /** Rows that one block of inference carries through all layers, so that they stay in cache. */
  private static final int CPU_BLOCK = 1024;

  /** As {@link #CPU_BLOCK}, so that a block fills a GPU and fits in its memory. */
  private static final int GPU_BLOCK = 1 << 16;

  private static final NDIndex ALL = new NDIndex(":");

  private final FlatNetwork network;
  private final int batch;
  private final double learningRate;
  private final int block;
  private final DirectFloats inputs;
  private final DirectFloats outputGradients;
  private final DirectFloats states;
  private final DirectFloats actions;
  private final NDManager manager;
  private final NDArray[] theta; // each [P]
  private final DjlLayers[] layers;
  private final NDArray m; // [P]
  private final NDArray v; // [P]
  private long steps;

  private NDManager pass;
  private NDArray output;
  private double norm;

  private final FlatNetwork.Scratch single;
  private float[] online;

  DjlTrainedNetwork(
      LearnerSettings settings,
      FlatNetwork network,
      float[] initial,
      int versions,
      int states,
      int gpu) {
    this.network = network;
    batch = settings.batch();
    learningRate = settings.learningRate();
    int actionsEach = network.actionSize() == 0 ? 1 : settings.actions();
    int rows = settings.device() == LearnerSettings.Device.GPU ? GPU_BLOCK : CPU_BLOCK;
    block = Math.max(1, Math.min(states, rows / actionsEach));
    inputs = new DirectFloats(batch * network.width(0));
    outputGradients = new DirectFloats(batch * network.outputs());
    this.states = new DirectFloats(block * network.stateSize());
    actions = new DirectFloats(block * actionsEach * network.actionSize());
    single = network.new Scratch(1, 1);
    manager = DjlEngine.manager(DjlEngine.device(settings.device(), gpu));
    theta = new NDArray[versions];
    layers = new DjlLayers[versions];
    for (int version = 0; version < versions; version++) {
      theta[version] = manager.create(initial);
      layers[version] = new DjlLayers(network, theta[version], manager);
    }
    m = theta[0].zerosLike();
    v = theta[0].zerosLike();
    theta(Version.ONLINE).setRequiresGradient(true); // now: the views above are for inference
  }

  private NDArray theta(Version version) {
    return theta[version.ordinal()];
  }

  @Override
  public void outputs(
      Version version, int count, float[] states, int actionsEach, float[] actions, float[] into) {
    if (version == Version.ONLINE && count * actionsEach == 1) {
      network.outputs(online(), 1, states, 1, actions, into, single);
      return;
    }
    DjlGradients.without(
        () -> {
          for (int begin = 0; begin < count; begin += block) {
            int length = Math.min(block, count - begin);
            outputs(layers[version.ordinal()], begin, length, states, actionsEach, actions, into);
          }
          return null;
        });
  }

  /** For a single row, as when acting, a call of the kernel is far cheaper than one of DJL. */
  private float[] online() {
    if (online == null) {
      online = parameters(Version.ONLINE);
    }
    return online;
  }

  private void outputs(
      DjlLayers layers,
      int begin,
      int count,
      float[] states,
      int actionsEach,
      float[] actions,
      float[] into) {
    int o = network.stateSize();
    int d = network.actionSize();
    int rows = count * actionsEach;
    try (NDManager scope = manager.newSubManager()) {
      NDArray s = this.states.array(scope, states, begin * o, new Shape(count, o)); // [S, O]
      NDArray y; // [S N, Y]
      if (d == 0) {
        y = layers.outputs(s);
      } else {
        NDArray a = this.actions.array(scope, actions, begin * actionsEach * d, new Shape(rows, d));
        y = layers.outputs(s, a);
      }
      int each = actionsEach * network.outputs();
      System.arraycopy(y.toFloatArray(), 0, into, begin * each, count * each);
    }
  }

  @Override
  public float[] forward(float[] inputs) {
    closePass();
    pass = manager.newSubManager();
    return DjlGradients.with(
        () -> {
          Shape shape = new Shape(batch, network.width(0));
          NDArray x = this.inputs.array(pass, inputs, 0, shape); // [B, O + D]
          output = new DjlLayers(network, theta(Version.ONLINE), pass).outputs(x); // [B, Y]
          return output.toFloatArray();
        });
  }

  @Override
  public double backward(float[] outputGradient) {
    Shape shape = new Shape(batch, network.outputs());
    NDArray dy = outputGradients.array(pass, outputGradient, 0, shape); // [B, Y]
    norm =
        DjlGradients.with(
            () -> {
              DjlGradients.zero(theta(Version.ONLINE));
              DjlGradients.backward(output, dy);
              return gradientNorm();
            });
    closePass();
    return norm;
  }

  @Override
  public float[] inputGradient(float[] inputs, float[] outputGradient, float[] into) {
    closePass();
    try (NDManager scope = manager.newSubManager()) {
      return DjlGradients.with(
          () -> {
            Shape shape = new Shape(batch, network.width(0));
            NDArray x = this.inputs.array(scope, inputs, 0, shape); // [B, O + D]
            x.setRequiresGradient(true);
            NDArray y = new DjlLayers(network, theta(Version.ONLINE), scope).outputs(x); // [B, Y]
            NDArray dy =
                outputGradients.array(
                    scope, outputGradient, 0, new Shape(batch, network.outputs()));
            DjlGradients.backward(y, dy);
            try (NDArray dx = x.getGradient()) {
              System.arraycopy(floats(dx), 0, into, 0, into.length);
            }
            return floats(y);
          });
    }
  }

  private double gradientNorm() {
    try (NDArray gradient = theta(Version.ONLINE).getGradient();
        NDArray length = gradient.norm()) {
      return floats(length)[0];
    }
  }

  private void closePass() {
    if (pass != null) {
      pass.close();
      pass = null;
      output = null;
    }
  }

  @Override
  public void step(double clip) {
    steps++;
    double rate = Adam.rate(learningRate, steps);
    double root = Adam.root(steps);
    DjlGradients.adamStep(
        theta(Version.ONLINE),
        m,
        v,
        (float) learningRate,
        (float) (rate / root),
        (float) Adam.BETA1,
        (float) Adam.BETA2,
        (float) (Adam.EPSILON / root),
        (float) Adam.scale(norm, clip));
    online = null;
  }

  @Override
  public void copy(Version from, Version into) {
    set(theta(into), theta(from));
    online = null;
  }

  /** In place, because the layers are views. */
  private static void set(NDArray array, NDArray values) {
    DjlGradients.without(
        () -> {
          array.set(ALL, values);
          return null;
        });
  }

  @Override
  public float[] parameters(Version version) {
    return floats(theta(version));
  }

  private static float[] floats(NDArray array) {
    try (NDArray onCpu = array.toDevice(Device.cpu(), true)) {
      return onCpu.toFloatArray();
    }
  }

  @Override
  public float[] gradient() {
    try (NDArray gradient = theta(Version.ONLINE).getGradient()) {
      return floats(gradient);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (NDArray version : theta) {
      Floats.write(floats(version), out);
    }
    out.writeLong(steps);
    Floats.write(floats(m), out);
    Floats.write(floats(v), out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (NDArray version : theta) {
      read(version, in);
    }
    steps = in.readLong();
    read(m, in);
    read(v, in);
    online = null;
  }

  private void read(NDArray into, DataInput in) throws IOException {
    float[] values = new float[network.parameters()];
    Floats.read(values, in);
    try (NDArray read = manager.create(values)) {
      set(into, read);
    }
  }

  /** Arrays in native memory that stand between calls. */
  int arrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    closePass();
    manager.close();
  }
}
