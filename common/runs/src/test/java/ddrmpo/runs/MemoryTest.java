package ddrmpo.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MemoryTest {
  private static final double MOST = 1.2;
  private static final double MIB = 1 << 20;

  /** Room for the learner's own arrays. */
  private static final int LEARNER_MIB = 42;

  @TempDir private Path folder;

  @Test
  void aFullReplayOfThePaperFitsIntoLittleMoreThanItsData() throws Exception {
    long limit = (long) (MOST * FullReplay.bytes() / MIB) + LEARNER_MIB;
    List<String> options = List.of("-XX:+UseSerialGC", "-Xmn8m", "-Xmx" + limit + "m");
    List<String> filled = Memory.lines(FullReplay.class, options, folder.toString(), "fill");
    List<String> resumed = Memory.lines(FullReplay.class, options, folder.toString(), "resume");
    assertThat(Memory.value(resumed, "whole")).isEqualTo("true");
    assertThat(Memory.value(resumed, "loss")).isEqualTo(Memory.value(filled, "loss"));
    for (List<String> lines : List.of(filled, resumed)) {
      long learner = Long.parseLong(Memory.value(lines, "learner"));
      long peak = Long.parseLong(Memory.value(lines, "peak"));
      double ratio = (double) peak / (FullReplay.bytes() + learner);
      System.out.printf(
          Locale.ROOT,
          "replay %.0f MiB, learner %.0f MiB, peak of the JVM %.0f MiB: %.2f times%n",
          FullReplay.bytes() / MIB,
          learner / MIB,
          peak / MIB,
          ratio);
      assertThat(ratio).isLessThan(MOST);
    }
  }

  @Test
  void memoryOfARunIsFlatOverItsLife() throws Exception {
    List<String> lines =
        Memory.lines(LongRun.class, List.of("-XX:+UseSerialGC", "-Xmx128m"), folder.toString());
    long[] resident = samples(lines, "resident");
    long[] live = samples(lines, "live");
    System.out.printf(
        Locale.ROOT,
        "resident MiB in the middle third %.1f, in the last third %.1f; live heap %.1f, %.1f%n",
        middle(resident) / MIB,
        last(resident) / MIB,
        middle(live) / MIB,
        last(live) / MIB);
    assertThat(last(resident)).isLessThan(1.03 * middle(resident));
    assertThat(last(live)).isLessThan(1.03 * middle(live));
  }

  private static long[] samples(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .toArray();
  }

  private static double middle(long[] samples) {
    return greatest(samples, samples.length / 3, 2 * samples.length / 3);
  }

  private static double last(long[] samples) {
    return greatest(samples, 2 * samples.length / 3, samples.length);
  }

  private static double greatest(long[] samples, int from, int to) {
    long greatest = 0;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, samples[i]);
    }
    return greatest;
  }
}
