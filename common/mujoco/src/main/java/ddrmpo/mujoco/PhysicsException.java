package ddrmpo.mujoco;

/** The engine refused a model or a state, failed, or the simulation diverged. */
public final class PhysicsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PhysicsException(String message) {
    super(message);
  }
}
