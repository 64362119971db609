package ddrmpo.learning;

/** A loss, a gradient or a transition is NaN or infinite: the run has diverged and ends here. */
public final class NonFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteException(String message) {
    super(message);
  }

  static void check(long update, String what, double value) {
    if (!Double.isFinite(value)) {
      throw new NonFiniteException(
          "Update %d diverged: its %s is %s; lower learner.learning-rate."
              .formatted(update, what, value));
    }
  }
}
