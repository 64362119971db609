package ddrmpo.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;

/** The learner's hyperparameters (Tables 1 and 2 of the paper). */
public record LearnerSettings(
    @Doc("widths of the policy's hidden layers") List<Integer> policy,
    @Doc("widths of the critic's hidden layers") List<Integer> critic,
    @Doc("N, actions sampled at a state") int actions,
    @Doc("B, transitions an update") int batch,
    @Doc("bound of the E-step's KL, which sets the temperature eta") double epsilon,
    @Doc("bound of the mean's KL in the M-step") double epsilonMean,
    @Doc("bound of the standard deviation's KL in the M-step") double epsilonStddev,
    @Doc("gamma") double discount,
    @Doc("Adam's rate for policy and critic") double learningRate,
    @Doc("Adam's rate for the temperature and the multipliers") double dualLearningRate,
    @Doc("free variable of eta, before softplus") double initialTemperature,
    @Doc("free variable of the mean's multiplier, before softplus") double initialAlphaMean,
    @Doc("free variable of the standard deviation's multiplier, before softplus")
        double initialAlphaStddev,
    @Doc("updates between copies into the target networks") int targetPeriod,
    @Doc("standard deviation of an untrained policy's actions") double initialStddev,
    @Doc("floor added after softplus") double minimumStddev,
    @Doc("whether the mean passes through tanh") boolean tanhMean,
    @Doc("greatest norm of a network's gradient") double gradientClip,
    @Doc("weight of the KL regulariser in the backup (Eq. 1)") double tau,
    @Doc("what the regulariser compares the policy with") Reference reference,
    @Doc("share of the members in the cvar backup's mean: towards 0 the least value, 1 the mean")
        double cvarLevel,
    @Doc(
            "temperature of the soft-min backup, in values' units: towards 0 the least value, to"
                + " infinity the mean")
        double softMinTemperature,
    @Doc("SVG: whether the mean passes through tanh") boolean svgTanhMean,
    @Doc("SVG: floor added after softplus") double svgMinimumStddev,
    @Doc("SVG: weight alpha of the policy's entropy (Eq. 32)") double svgEntropy,
    @Doc("SVG: weight of the square by which an action lies beyond [-1, 1]")
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) // without it, cells are those of before
        double svgActionPenalty,
    @Doc("what computes the networks: flat, the faster on CPUs, or djl, also for GPUs")
        Engine engine,
    @Doc("where the engine djl computes: cpu, or the GPU that Spark gives the task") Device device)
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
    Settings.positive("learner.cvar-level", cvarLevel);
    Settings.within("learner.cvar-level", cvarLevel, 0, 1);
    Settings.positive("learner.soft-min-temperature", softMinTemperature);
    Settings.atLeast("learner.svg-minimum-stddev", svgMinimumStddev, 0);
    Settings.atLeast("learner.svg-entropy", svgEntropy, 0);
    Settings.atLeast("learner.svg-action-penalty", svgActionPenalty, 0);
    if (engine == Engine.FLAT && device == Device.GPU) {
      throw UserError.usage(
          "learner.engine = %s computes on CPUs alone, but learner.device = %s: set learner.engine = %s for the GPU, or learner.device = %s.",
          engine.text(), device.text(), Engine.DJL.text(), Device.CPU.text());
    }
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

  /** What does the arithmetic of the learner's networks. */
  public enum Engine implements Named {
    /** Flat arrays and a native kernel for CPUs. */
    FLAT("flat"),
    /** PyTorch by DJL. */
    DJL("djl");

    private final String text;

    Engine(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }

  /** Where the networks are computed. */
  public enum Device implements Named {
    CPU("cpu"),
    GPU("gpu");

    private final String text;

    Device(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }
}
