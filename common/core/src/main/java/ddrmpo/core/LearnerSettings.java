package ddrmpo.core;

import java.io.Serializable;
import java.util.List;

/**
 * The learner's hyperparameters (Tables 1 and 2 of the paper).
 *
 * @param policy widths of the policy's hidden layers
 * @param critic widths of the critic's hidden layers
 * @param actions N, actions sampled at a state
 * @param batch B, transitions an update
 * @param epsilon bound of the E-step's KL, which sets the temperature eta
 * @param epsilonMean bound of the mean's KL in the M-step
 * @param epsilonStddev bound of the standard deviation's KL in the M-step
 * @param discount gamma
 * @param learningRate Adam's rate for policy and critic
 * @param dualLearningRate Adam's rate for the temperature and the multipliers
 * @param initialTemperature free variable of eta, before softplus
 * @param initialAlphaMean free variable of the mean's multiplier, before softplus
 * @param initialAlphaStddev free variable of the standard deviation's multiplier, before softplus
 * @param targetPeriod updates between copies into the target networks
 * @param initialStddev standard deviation of an untrained policy's actions
 * @param minimumStddev floor added after softplus
 * @param tanhMean whether the mean passes through tanh
 * @param gradientClip greatest norm of a network's gradient
 * @param tau weight of the KL regulariser in the backup (Eq. 1)
 * @param reference what the regulariser compares the policy with
 */
public record LearnerSettings(
    List<Integer> policy,
    List<Integer> critic,
    int actions,
    int batch,
    double epsilon,
    double epsilonMean,
    double epsilonStddev,
    double discount,
    double learningRate,
    double dualLearningRate,
    double initialTemperature,
    double initialAlphaMean,
    double initialAlphaStddev,
    int targetPeriod,
    double initialStddev,
    double minimumStddev,
    boolean tanhMean,
    double gradientClip,
    double tau,
    Reference reference)
    implements Serializable {

  /** Refuses what cannot be learned with. */
  public LearnerSettings {
    Settings.layers("learner.policy", policy);
    Settings.layers("learner.critic", critic);
    Settings.atLeast("learner.actions", actions, 2);
    Settings.atLeast("learner.batch", batch, 1);
    Settings.positive("learner.epsilon", epsilon);
    Settings.positive("learner.epsilon-mean", epsilonMean);
    Settings.positive("learner.epsilon-stddev", epsilonStddev);
    Settings.within("learner.discount", discount, 0, 1);
    Settings.positive("learner.learning-rate", learningRate);
    Settings.positive("learner.dual-learning-rate", dualLearningRate);
    Settings.atLeast("learner.initial-temperature", initialTemperature, -18);
    Settings.atLeast("learner.initial-alpha-mean", initialAlphaMean, -18);
    Settings.atLeast("learner.initial-alpha-stddev", initialAlphaStddev, -18);
    Settings.atLeast("learner.target-period", targetPeriod, 1);
    Settings.positive("learner.initial-stddev", initialStddev);
    Settings.atLeast("learner.minimum-stddev", minimumStddev, 0);
    Settings.positive("learner.gradient-clip", gradientClip);
    Settings.atLeast("learner.tau", tau, 0);
    policy = List.copyOf(policy);
    critic = List.copyOf(critic);
  }

  /** What the KL regulariser compares the policy with. */
  public enum Reference implements Named {
    /** The policy of the previous target period (Appendix D). */
    PREVIOUS_POLICY("previous-policy"),
    /** N(0, I). */
    PRIOR("prior");

    private final String text;

    Reference(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }
}
