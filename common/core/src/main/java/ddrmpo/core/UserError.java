package ddrmpo.core;

/**
 * A mistake that the user can mend: one sentence that names the value and the remedy. Commands
 * print it without a stack trace and end with {@link #exitCode()}; every other exception is a bug.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code of a wrong command line or study file. */
  public static final int USAGE = 2;

  /** Exit code of wrong or damaged data. */
  public static final int DATA = 3;

  private final int exitCode;

  private UserError(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A wrong command line, study file or setting. */
  public static UserError usage(String format, Object... values) {
    return new UserError(USAGE, format.formatted(values));
  }

  /** Data that is missing, damaged or not what it claims to be. */
  public static UserError data(String format, Object... values) {
    return new UserError(DATA, format.formatted(values));
  }

  /** 2 for usage, 3 for data. */
  public int exitCode() {
    return exitCode;
  }
}
