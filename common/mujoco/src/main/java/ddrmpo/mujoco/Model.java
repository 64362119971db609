package ddrmpo.mujoco;

import ddrmpo.mujoco.binding.Mujoco;
import ddrmpo.mujoco.binding.mjModel;
import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A compiled MuJoCo model: immutable, and shareable by threads, each with its own {@link Data}.
 * Units are MuJoCo's, SI for a model written in SI.
 *
 * <p>The native memory is freed when the model and all data made from it are closed, in any order.
 */
public final class Model implements AutoCloseable {
  static final Cleaner CLEANER = Cleaner.create();

  private final Handle handle;
  private final Cleaner.Cleanable owner;
  private volatile boolean closed;
  private final int nq;
  private final int nv;
  private final int na;
  private final int nu;
  private final int nbody;
  private final int nsite;
  private final int nsensordata;
  private final int njnt;
  private final double timestep;

  private Model(mjModel model) {
    handle = new Handle(model);
    owner = CLEANER.register(this, handle::release);
    nq = (int) model.nq();
    nv = (int) model.nv();
    na = (int) model.na();
    nu = (int) model.nu();
    nbody = (int) model.nbody();
    nsite = (int) model.nsite();
    nsensordata = (int) model.nsensordata();
    njnt = (int) model.njnt();
    timestep = model.opt().timestep();
  }

  /**
   * Compiles a model.
   *
   * @param mjcf the model as MJCF text, self-contained
   * @throws PhysicsException with MuJoCo's message if the text is not a valid model
   */
  public static Model fromXml(String mjcf) {
    if (mjcf.isBlank()) {
      throw new PhysicsException("Cannot load model: the text is empty");
    }
    return new Model(Mujoco.guard_load(mjcf));
  }

  /** Version of the MuJoCo library in use, as in 3.17.0. */
  public static String version() {
    return Mujoco.mj_versionString().getString();
  }

  /** Makes data in the model's initial state; the caller closes it. */
  public Data newData() {
    retain();
    try {
      return new Data(this, handle, Mujoco.guard_data(handle.model));
    } catch (RuntimeException e) {
      handle.release();
      throw e;
    }
  }

  /** Number of generalised coordinates, the length of qpos. */
  public int nq() {
    return nq;
  }

  /** Number of degrees of freedom, the length of qvel. */
  public int nv() {
    return nv;
  }

  /** Number of actuator activations, the length of act. */
  public int na() {
    return na;
  }

  /** Number of controls. */
  public int nu() {
    return nu;
  }

  /** Number of bodies, the world included. */
  public int nbody() {
    return nbody;
  }

  /** Length of the sensor data. */
  public int nsensordata() {
    return nsensordata;
  }

  /** Number of joints. */
  public int njnt() {
    return njnt;
  }

  /** Duration of one simulation step, in s. */
  public double timestep() {
    return timestep;
  }

  /** S = 1 + nq + nv + na + nv: time, qpos, qvel, act, qacc_warmstart. */
  public int stateSize() {
    return 1 + nq + nv + na + nv;
  }

  /** Index of a body by name. */
  public int body(String name) {
    return id("body", Mujoco.mjOBJ_BODY, name);
  }

  /** Index of a joint by name. */
  public int joint(String name) {
    return id("joint", Mujoco.mjOBJ_JOINT, name);
  }

  /** Index of a geom by name. */
  public int geom(String name) {
    return id("geom", Mujoco.mjOBJ_GEOM, name);
  }

  /** Index of a site by name. */
  public int site(String name) {
    return id("site", Mujoco.mjOBJ_SITE, name);
  }

  /** Address in the sensor data of a sensor's first value, by name. */
  public int sensor(String name) {
    int sensor = id("sensor", Mujoco.mjOBJ_SENSOR, name);
    return read(model -> model.sensor_adr().get(sensor));
  }

  /** Index of an actuator by name. */
  public int actuator(String name) {
    return id("actuator", Mujoco.mjOBJ_ACTUATOR, name);
  }

  /** Mass of a body, in kg. */
  public double bodyMass(int body) {
    Objects.checkIndex(body, nbody);
    return read(model -> model.body_mass().get(body));
  }

  /** Mass of all bodies, in kg. */
  public double totalMass() {
    return read(Mujoco::mj_getTotalmass);
  }

  /** Principal moments of inertia of a body [3], in kg m^2. */
  public double[] bodyInertia(int body) {
    Objects.checkIndex(body, nbody);
    return read(model -> slice(model.body_inertia(), 3 * body, 3));
  }

  /** Centre of mass of a body in the body's own frame [3], in m. */
  public double[] bodyInertialPosition(int body) {
    Objects.checkIndex(body, nbody);
    return read(model -> slice(model.body_ipos(), 3 * body, 3));
  }

  /** Lower and upper limit of a joint [2], in rad or m; without meaning if it is not limited. */
  public double[] jointRange(int joint) {
    Objects.checkIndex(joint, njnt);
    return read(model -> slice(model.jnt_range(), 2 * joint, 2));
  }

  /** Whether a joint has limits. */
  public boolean jointLimited(int joint) {
    Objects.checkIndex(joint, njnt);
    return read(model -> model.jnt_limited().get(joint));
  }

  /** Index in qpos of a joint's first coordinate. */
  public int jointQpos(int joint) {
    Objects.checkIndex(joint, njnt);
    return read(model -> model.jnt_qposadr().get(joint));
  }

  /** Index in qvel of a joint's first degree of freedom. */
  public int jointQvel(int joint) {
    Objects.checkIndex(joint, njnt);
    return read(model -> model.jnt_dofadr().get(joint));
  }

  /** Gives the model up; data made from it stays usable. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    owner.clean();
  }

  int nsite() {
    return nsite;
  }

  private int id(String kind, int type, String name) {
    Objects.requireNonNull(name);
    int id = read(model -> Mujoco.mj_name2id(model, type, name));
    if (id < 0) {
      throw new IllegalArgumentException(
          "Cannot find " + kind + ": the model has none of name " + name);
    }
    return id;
  }

  private void retain() {
    if (closed) {
      throw new IllegalStateException("Cannot use the model: it is closed");
    }
    handle.retain();
  }

  /** Reads from the native model, which stays in memory meanwhile whoever closes it. */
  private <T> T read(Function<mjModel, T> reader) {
    retain();
    try {
      return reader.apply(handle.model);
    } finally {
      handle.release();
    }
  }

  private static double[] slice(DoublePointer array, int offset, int length) {
    double[] values = new double[length];
    array.position(offset).get(values);
    return values;
  }

  /** The native model, freed by the last of its holders: the model and each data. */
  static final class Handle {
    final mjModel model;
    private final AtomicInteger holders = new AtomicInteger(1);

    Handle(mjModel model) {
      this.model = model;
    }

    void retain() {
      int before = holders.getAndUpdate(n -> n == 0 ? 0 : n + 1);
      if (before == 0) {
        throw new IllegalStateException("Cannot use the model: it is closed");
      }
    }

    void release() {
      if (holders.decrementAndGet() == 0) {
        Mujoco.mj_deleteModel(model);
      }
    }
  }
}
