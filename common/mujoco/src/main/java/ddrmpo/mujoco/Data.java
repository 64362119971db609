package ddrmpo.mujoco;

import ddrmpo.mujoco.binding.Mujoco;
import ddrmpo.mujoco.binding.mjData;
import ddrmpo.mujoco.binding.mjModel;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The state of one simulation and what the engine derives from it; for one thread at a time.
 *
 * <p>After {@link #step} positions, velocities and the sensors of both are those of the new state,
 * while acceleration sensors (touch, force) are of the last substep's beginning. After the setters
 * and {@link #setState} all of it is stale until {@link #forward} or {@link #step}.
 *
 * <p>A {@link PhysicsException} from the engine leaves the data reset and usable.
 */
public final class Data implements AutoCloseable {
  private static final DoubleBuffer NONE = DoubleBuffer.allocate(0);

  private final Model model;
  private final mjModel nativeModel;
  private final mjData nativeData;
  private final Cleaner.Cleanable owner;
  private final DoubleBuffer qpos; // [nq]
  private final DoubleBuffer qvel; // [nv]
  private final DoubleBuffer act; // [na]
  private final DoubleBuffer warmstart; // [nv]
  private final DoubleBuffer ctrl; // [nu]
  private final DoubleBuffer xpos; // [nbody,3]
  private final DoubleBuffer xipos; // [nbody,3]
  private final DoubleBuffer xmat; // [nbody,9]
  private final DoubleBuffer sitePosition; // [nsite,3]
  private final DoubleBuffer sensorData; // [nsensordata]
  private boolean closed;

  /** Takes over the native data and one hold on the model. */
  Data(Model model, Model.Handle handle, mjData data) {
    this.model = model;
    nativeModel = handle.model;
    nativeData = data;
    owner =
        Model.CLEANER.register(
            this,
            () -> {
              Mujoco.mj_deleteData(data);
              handle.release();
            });
    qpos = view(data.qpos(), model.nq());
    qvel = view(data.qvel(), model.nv());
    act = view(data.act(), model.na());
    warmstart = view(data.qacc_warmstart(), model.nv());
    ctrl = view(data.ctrl(), model.nu());
    xpos = view(data.xpos(), 3 * model.nbody());
    xipos = view(data.xipos(), 3 * model.nbody());
    xmat = view(data.xmat(), 9 * model.nbody());
    sitePosition = view(data.site_xpos(), 3 * model.nsite());
    sensorData = view(data.sensordata(), model.nsensordata());
  }

  /** The model that this data simulates. */
  public Model model() {
    return model;
  }

  /** Returns to the model's initial state (mj_resetData). */
  public void reset() {
    requireOpen();
    try {
      Mujoco.guard_reset(nativeModel, nativeData);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Derives everything from the state without advancing it (mj_forward). */
  public void forward() {
    forward(0);
  }

  /**
   * As {@link #forward}, with actuators that exert no force, as the Control Suite does on reset.
   */
  public void forwardWithoutActuation() {
    forward(Mujoco.mjDSBL_ACTUATION);
  }

  private void forward(int disabled) {
    requireOpen();
    try {
      Mujoco.guard_forward(nativeModel, nativeData, disabled);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Advances under one control: mj_step as often as substeps says, then mj_step1.
   *
   * @param control [nu], not clipped here; the engine clips what it applies
   * @throws PhysicsException if the control is not finite (the data is unchanged), or the
   *     simulation warns or diverges
   */
  public void step(double[] control, int substeps) {
    requireOpen();
    if (control.length != model.nu()) {
      throw new IllegalArgumentException(
          "Cannot apply " + control.length + " controls: the model has " + model.nu());
    }
    requireSubsteps(substeps);
    for (int i = 0; i < control.length; i++) {
      requireFinite("control", i, control[i]);
    }
    try {
      ctrl.put(0, control);
      Mujoco.guard_step(nativeModel, nativeData, substeps);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Simulation time, in s. */
  public double time() {
    requireOpen();
    double time = nativeData.time();
    Reference.reachabilityFence(this);
    return time;
  }

  /** Sets the simulation time, in s. */
  public void setTime(double time) {
    requireOpen();
    requireFinite("time", 0, time);
    nativeData.time(time);
    Reference.reachabilityFence(this);
  }

  /** One generalised coordinate, in rad or m, or a component of a quaternion. */
  public double qpos(int i) {
    return read(qpos, i);
  }

  /** One generalised velocity, in rad/s or m/s. */
  public double qvel(int i) {
    return read(qvel, i);
  }

  /** Copies qpos [nq]. */
  public void qpos(double[] into) {
    copy(qpos, into, 0);
  }

  /** Copies qvel [nv]. */
  public void qvel(double[] into) {
    copy(qvel, into, 0);
  }

  /** Sets one generalised coordinate. */
  public void setQpos(int i, double value) {
    write(qpos, "qpos", i, value);
  }

  /** Sets one generalised velocity. */
  public void setQvel(int i, double value) {
    write(qvel, "qvel", i, value);
  }

  /** Copies the full state [S] to an offset: time, qpos, qvel, act, qacc_warmstart. */
  public void state(double[] into, int offset) {
    Objects.checkFromIndexSize(offset, model.stateSize(), into.length);
    into[offset] = time();
    int at = offset + 1;
    for (DoubleBuffer part : new DoubleBuffer[] {qpos, qvel, act, warmstart}) {
      copy(part, into, at);
      at += part.capacity();
    }
  }

  /**
   * Resets, then sets the full state [S] read from an offset.
   *
   * @throws PhysicsException if a value is not a finite number; the data is unchanged
   */
  public void setState(double[] from, int offset) {
    Objects.checkFromIndexSize(offset, model.stateSize(), from.length);
    for (int i = 0; i < model.stateSize(); i++) {
      requireFinite("state", i, from[offset + i]);
    }
    reset();
    try {
      nativeData.time(from[offset]);
      int at = offset + 1;
      for (DoubleBuffer part : new DoubleBuffer[] {qpos, qvel, act, warmstart}) {
        part.put(0, from, at, part.capacity());
        at += part.capacity();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Position of a body's frame in the world, in m. */
  public double xpos(int body, int axis) {
    return read(xpos, body, axis, 3);
  }

  /** Position of a body's centre of mass in the world, in m. */
  public double xipos(int body, int axis) {
    return read(xipos, body, axis, 3);
  }

  /** Orientation of a body's frame in the world: one element of its rotation matrix, row-major. */
  public double xmat(int body, int element) {
    return read(xmat, body, element, 9);
  }

  /** Position of a site in the world, in m. */
  public double sitePosition(int site, int axis) {
    return read(sitePosition, site, axis, 3);
  }

  /** One value of the sensor data, at an address from {@link Model#sensor}. */
  public double sensorData(int address) {
    return read(sensorData, address);
  }

  /** Frees the native memory. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    owner.clean();
  }

  mjModel nativeModel() {
    return nativeModel;
  }

  mjData nativeData() {
    requireOpen();
    return nativeData;
  }

  static void requireSubsteps(int substeps) {
    if (substeps < 1) {
      throw new IllegalArgumentException("Cannot take " + substeps + " substeps: at least 1");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot use the data: it is closed");
    }
  }

  private static void requireFinite(String array, int i, double value) {
    if (!Double.isFinite(value)) {
      throw new PhysicsException("Cannot set " + array + "[" + i + "]: " + value);
    }
  }

  private double read(DoubleBuffer array, int i) {
    requireOpen();
    double value = array.get(i);
    Reference.reachabilityFence(this);
    return value;
  }

  private double read(DoubleBuffer array, int row, int column, int columns) {
    Objects.checkIndex(column, columns);
    return read(array, columns * row + column);
  }

  private void write(DoubleBuffer array, String name, int i, double value) {
    requireOpen();
    requireFinite(name, i, value);
    array.put(i, value);
    Reference.reachabilityFence(this);
  }

  private void copy(DoubleBuffer array, double[] into, int offset) {
    requireOpen();
    array.get(0, into, offset, array.capacity());
    Reference.reachabilityFence(this);
  }

  /** A view of engine memory that stays in place as long as the data lives. */
  private static DoubleBuffer view(DoublePointer array, int length) {
    return length == 0 ? NONE : array.capacity(length).asBuffer();
  }
}
