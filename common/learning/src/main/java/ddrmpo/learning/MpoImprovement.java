package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * MPO: weights of sampled actions by an E-step whose temperature is adapted, and regression of the
 * policy on them by an M-step whose multipliers are adapted. At the nominal successors, where the
 * target critic's values are known already.
 *
 * <p>Legend: B batch, N actions, D action.
 */
final class MpoImprovement implements PolicyImprovement {
  private final LearnerSettings settings;
  private final Actor actor;
  private final EStep eStep;
  private final MStep mStep;
  private final Duals temperature;
  private final Duals alphaMean;
  private final Duals alphaStddev;
  private final double[] alphaMeanValues;
  private final double[] alphaStddevValues;
  private final double[] temperatureGradient = new double[1];
  private final double[] alphaGradient;
  private double eta;

  MpoImprovement(LearnerSettings settings, Actor actor, int actionSize) {
    this.settings = settings;
    this.actor = actor;
    eStep = new EStep(settings.batch(), settings.actions());
    mStep = new MStep(settings.batch(), settings.actions(), actionSize);
    double rate = settings.dualLearningRate();
    temperature = new Duals(1, settings.initialTemperature(), rate);
    alphaMean = new Duals(actionSize, settings.initialAlphaMean(), rate);
    alphaStddev = new Duals(actionSize, settings.initialAlphaStddev(), rate);
    alphaMeanValues = new double[actionSize];
    alphaStddevValues = new double[actionSize];
    alphaGradient = new double[actionSize];
  }

  @Override
  public double loss(Replay.Batch batch, Targets targets) {
    eta = temperature.value(0);
    eStep.run(targets.values(), eta);
    alphaMean.values(alphaMeanValues);
    alphaStddev.values(alphaStddevValues);
    actor.forward(batch.successors);
    double loss =
        mStep.loss(
            targets.actions(),
            eStep.weights(),
            targets.mean(),
            targets.stddev(),
            actor.mean(),
            actor.stddev(),
            alphaMeanValues,
            alphaStddevValues);
    actor.backward(mStep.meanGradient(), mStep.stddevGradient());
    return loss;
  }

  /** The mean's multipliers in the last loss [D]. */
  double[] alphaMean() {
    return alphaMeanValues;
  }

  /** The standard deviation's multipliers in the last loss [D]. */
  double[] alphaStddev() {
    return alphaStddevValues;
  }

  @Override
  public void step() {
    temperatureGradient[0] = eStep.dualGradient(settings.epsilon());
    temperature.step(temperatureGradient);
    MStep.alphaGradient(settings.epsilonMean(), mStep.klMean(), alphaGradient);
    alphaMean.step(alphaGradient);
    MStep.alphaGradient(settings.epsilonStddev(), mStep.klStddev(), alphaGradient);
    alphaStddev.step(alphaGradient);
  }

  @Override
  public ImprovementStatistics statistics() {
    return new ImprovementStatistics(
        eta,
        Floats.mean(alphaMeanValues),
        Floats.mean(alphaStddevValues),
        settings.epsilon() - eStep.dualGradient(settings.epsilon()),
        Floats.mean(mStep.klMean()),
        Floats.mean(mStep.klStddev()));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    temperature.save(out);
    alphaMean.save(out);
    alphaStddev.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    temperature.restore(in);
    alphaMean.restore(in);
    alphaStddev.restore(in);
  }
}
