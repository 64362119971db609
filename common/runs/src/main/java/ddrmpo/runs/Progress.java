package ddrmpo.runs;

/** How a long piece of work tells where it is, and learns that it is no longer wanted. */
public interface Progress {

  /** Nobody watches, nobody cancels. */
  Progress NONE =
      new Progress() {
        @Override
        public void steps(long done, long of) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** Called about every thousand environment steps. */
  void steps(long done, long of);

  /** Whether to stop at the next chance; the work then throws {@link CancelledException}. */
  boolean cancelled();

  /** The work was cancelled before its end; what it had saved stays. */
  final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException(String what) {
      super(what + " was cancelled");
    }
  }
}
