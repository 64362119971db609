package ddrmpo.learning.tabular;

import ddrmpo.core.Backup;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.learning.BackupOperator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A random process with a policy, as arrays and as the module's objects.
 *
 * @param kernels [K, S, A, S]
 * @param rewards [S, A]
 * @param policy [S, A]; some of its probabilities are 0
 * @param reference [S, A]; none of its probabilities is 0
 * @param first the first slot that takes part in a backup other than the nominal
 * @param share the degree of CVaR
 * @param temperature the degree of the soft minimum
 */
record Sample(
    Rng rng,
    double[][][][] kernels,
    double[][] rewards,
    double gamma,
    double[][] policy,
    double[][] reference,
    double tau,
    int first,
    double share,
    double temperature) {

  /** The seeds of a property test that iterates to no fixed point. */
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** 2 to 8 states, 1 to 4 actions, 1 to 4 kernels. */
  static Sample of(long seed) {
    Rng rng = Seeds.rng(seed, "tabular");
    return of(rng, 2 + rng.nextInt(7), 1 + rng.nextInt(4), 1 + rng.nextInt(4));
  }

  static Sample of(Rng rng, int states, int actions, int kernels) {
    double[][][][] p = new double[kernels][states][][];
    for (double[][][] kernel : p) {
      for (int s = 0; s < states; s++) {
        kernel[s] = distributions(rng, actions, states, 0.3);
      }
    }
    double[][] rewards = new double[states][];
    for (int s = 0; s < states; s++) {
      rewards[s] = normal(rng, actions, 1);
    }
    return new Sample(
        rng,
        p,
        rewards,
        rng.uniform(0, 0.95),
        distributions(rng, states, actions, 0.3),
        distributions(rng, states, actions, 0),
        rng.uniform(0.01, 2),
        kernels > 1 ? rng.nextInt(2) : 0,
        1 - rng.nextDouble(),
        rng.uniform(0.05, 3));
  }

  /** Rows of a random distribution in which each probability is 0 with the given chance. */
  private static double[][] distributions(Rng rng, int rows, int length, double chance) {
    double[][] table = new double[rows][length];
    for (double[] row : table) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        row[i] = rng.nextDouble() < chance ? 0 : 0.01 + rng.nextDouble();
        sum += row[i];
      }
      if (sum == 0) {
        row[0] = 1;
        sum = 1;
      }
      for (int i = 0; i < length; i++) {
        row[i] /= sum;
      }
    }
    return table;
  }

  static double[] normal(Rng rng, int length, double scale) {
    return IntStream.range(0, length).mapToDouble(i -> scale * rng.nextGaussian()).toArray();
  }

  double[] value() {
    return normal(rng, states(), 10);
  }

  int states() {
    return rewards.length;
  }

  int actions() {
    return rewards[0].length;
  }

  Sample withTau(double other) {
    return new Sample(
        rng, kernels, rewards, gamma, policy, reference, other, first, share, temperature);
  }

  Sample withPolicy(double[][] other) {
    return new Sample(
        rng, kernels, rewards, gamma, other, reference, tau, first, share, temperature);
  }

  /** With other kernels, all of which take part. */
  Sample withKernels(double[][][]... others) {
    return new Sample(rng, others, rewards, gamma, policy, reference, tau, 0, share, temperature);
  }

  /** The kernels that take part in a backup other than the nominal. */
  List<double[][][]> members() {
    return Arrays.asList(kernels).subList(first, kernels.length);
  }

  FiniteMdp mdp() {
    return new FiniteMdp(kernels, rewards, gamma);
  }

  TabularPolicy randomPolicy() {
    return new TabularPolicy(distributions(rng, states(), actions(), 0.3));
  }

  TabularPolicy tabularPolicy() {
    return new TabularPolicy(policy);
  }

  RegularisedBellman bellman(Backup backup) {
    BackupOperator operator =
        switch (backup) {
          case NOMINAL -> new BackupOperator(backup, kernels.length, 0);
          case MIN, MEAN -> new BackupOperator(backup, kernels.length, first);
          case CVAR -> new BackupOperator(backup, kernels.length, first, share);
          case SOFT_MIN -> new BackupOperator(backup, kernels.length, first, temperature);
        };
    return new RegularisedBellman(mdp(), operator, new TabularPolicy(reference), tau);
  }
}
