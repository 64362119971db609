package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.Backup;
import ddrmpo.core.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupOperatorTest {
  private static final int B = 50;

  @Test
  void leastIsAtMostMeanIsAtMostGreatest() {
    Rng rng = new Rng(1);
    for (int slots = 1; slots <= 5; slots++) {
      for (int first = 0; first < Math.min(2, slots); first++) {
        double[] v = values(rng, slots);
        BackupOperator min = new BackupOperator(Backup.MIN, slots, first);
        BackupOperator mean = new BackupOperator(Backup.MEAN, slots, first);
        for (int b = 0; b < B; b++) {
          double least = Double.POSITIVE_INFINITY;
          double greatest = Double.NEGATIVE_INFINITY;
          for (int m = first; m < slots; m++) {
            least = Math.min(least, v[b * slots + m]);
            greatest = Math.max(greatest, v[b * slots + m]);
          }
          assertThat(min.value(v, b)).isEqualTo(least);
          assertThat(mean.value(v, b)).isBetween(least - 1e-12, greatest + 1e-12);
          assertThat(v[b * slots + mean.minimumAt(v, b)]).isEqualTo(least);
        }
      }
    }
  }

  @Test
  void withOneMemberAllAgree() {
    double[] v = values(new Rng(2), 1);
    for (int b = 0; b < B; b++) {
      for (Backup backup : Backup.values()) {
        assertThat(new BackupOperator(backup, 1, 0, 0.4).value(v, b)).isEqualTo(v[b]);
      }
    }
  }

  @Test
  void equalMembersAgreeBitByBit() {
    for (Backup backup : Backup.values()) {
      double[] v = {0.1, 0.1, 0.1};
      assertThat(new BackupOperator(backup, 3, 0, 0.4).value(v, 0)).isEqualTo(0.1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.34, 0.5, 0.9, 1})
  void cvarIsTheMeanOfTheWorstShare(double share) {
    Rng rng = new Rng(3);
    for (int slots = 1; slots <= 6; slots++) {
      double[] v = values(rng, slots);
      BackupOperator cvar = new BackupOperator(Backup.CVAR, slots, 0, share);
      for (int b = 0; b < B; b++) {
        double[] sorted = Arrays.copyOfRange(v, b * slots, (b + 1) * slots);
        Arrays.sort(sorted);
        double sum = 0;
        for (int m = 0; m < slots; m++) {
          double weight = Math.max(0, Math.min(1.0 / slots, share - (double) m / slots));
          sum += weight * sorted[m];
        }
        assertThat(cvar.value(v, b)).isCloseTo(sum / share, within(1e-12));
      }
    }
  }

  @Test
  void theDegreesLeadFromLeastToMean() {
    double[] v = {3, -1, 2, -1};
    assertThat(new BackupOperator(Backup.CVAR, 4, 0, 0.5).value(v, 0)).isEqualTo(-1);
    assertThat(new BackupOperator(Backup.CVAR, 4, 0, 1).value(v, 0)).isEqualTo(0.75);
    assertThat(new BackupOperator(Backup.SOFT_MIN, 4, 0, 1e-3).value(v, 0))
        .isCloseTo(-1, within(1e-3));
    assertThat(new BackupOperator(Backup.SOFT_MIN, 4, 0, 1e6).value(v, 0))
        .isCloseTo(0.75, within(1e-5));
    assertThat(new BackupOperator(Backup.SOFT_MIN, 4, 0, 2).value(v, 0))
        .isCloseTo(
            -2 * Math.log((Math.exp(-1.5) + 2 * Math.exp(0.5) + Math.exp(-1)) / 4), within(1e-12));
  }

  @Test
  void aDegreeWithoutMeaningIsRefused() {
    assertThatThrownBy(() -> new BackupOperator(Backup.CVAR, 3, 0, 0))
        .hasMessage("Cannot back up by cvar of degree 0.0");
    assertThatThrownBy(() -> new BackupOperator(Backup.SOFT_MIN, 3, 0))
        .hasMessage("Cannot back up by soft-min of degree NaN");
  }

  @Test
  void aSlotThatTakesNoPartDecidesNothing() {
    double[] v = {-100, 3, 1};
    assertThat(new BackupOperator(Backup.MIN, 3, 1).value(v, 0)).isEqualTo(1);
    assertThat(new BackupOperator(Backup.MEAN, 3, 1).value(v, 0)).isEqualTo(2);
    assertThat(new BackupOperator(Backup.NOMINAL, 3, 0).value(v, 0)).isEqualTo(-100);
  }

  @Test
  void aGreaterValueGivesAGreaterTarget() {
    assertThat(BackupOperator.target(1, 0.99, 1, 10)).isEqualTo(1 + 0.99 * 10);
    assertThat(BackupOperator.target(1, 0.99, 0, 10)).isEqualTo(1);
    assertThat(BackupOperator.regularised(2, 0.1, 3)).isEqualTo(2 - 0.1 * 3);
  }

  @Test
  void noMemberIsRefused() {
    assertThatThrownBy(() -> new BackupOperator(Backup.MIN, 1, 1))
        .hasMessage("Cannot back up over no member: slots = 1, first = 1");
  }

  private static double[] values(Rng rng, int slots) {
    double[] v = new double[B * slots];
    for (int i = 0; i < v.length; i++) {
      v[i] = rng.nextGaussian();
    }
    return v;
  }
}
