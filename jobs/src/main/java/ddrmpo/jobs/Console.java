package ddrmpo.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What a command says on standard error while it works: a bar that is drawn anew on a terminal, a
 * line now and then elsewhere. Standard output is left to results.
 */
final class Console {
  private static final int WIDTH = 24;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final boolean quiet;
  private final boolean terminal = Boolean.getBoolean("ddr.terminal");
  private Instant lastLine = Instant.now();
  private boolean barStands;

  Console(boolean quiet) {
    this.quiet = quiet;
  }

  /** A line of progress. */
  synchronized void say(String line) {
    if (!quiet) {
      clear();
      System.err.println(line);
      lastLine = Instant.now();
    }
  }

  /** A line that is printed even if the user wants quiet. */
  synchronized void complain(String line) {
    clear();
    System.err.println("ddr: " + line.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /**
   * Draws the bar.
   *
   * @param share done, in [0, 1]
   */
  synchronized void bar(String stage, double share, String detail) {
    if (quiet) {
      return;
    }
    int full = (int) Math.round(share * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "%-9s [%s%s] %3.0f %%  %s",
            stage,
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            100 * share,
            detail);
    if (terminal) {
      System.err.print("\r\033[K" + line);
      barStands = true;
    } else if (Duration.between(lastLine, Instant.now()).compareTo(BETWEEN_LINES) >= 0) {
      System.err.println(line);
      lastLine = Instant.now();
    }
  }

  /** Removes the bar. */
  synchronized void clear() {
    if (barStands) {
      System.err.print("\r\033[K");
      barStands = false;
    }
  }
}
