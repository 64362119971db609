package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.Backup;
import ddrmpo.core.Rng;
import org.junit.jupiter.api.Test;

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
        assertThat(new BackupOperator(backup, 1, 0).value(v, b)).isEqualTo(v[b]);
      }
    }
  }

  @Test
  void equalMembersAgreeBitByBit() {
    for (Backup backup : Backup.values()) {
      double[] v = {0.1, 0.1, 0.1};
      assertThat(new BackupOperator(backup, 3, 0).value(v, 0)).isEqualTo(0.1);
    }
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
