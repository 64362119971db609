package ddrmpo.learning;

import ddrmpo.core.Backup;
import ddrmpo.core.Improvement;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Recipe;
import ddrmpo.core.Regulariser;
import ddrmpo.core.Rng;
import ddrmpo.core.Seeds;
import ddrmpo.learning.TrainedNetwork.Version;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The learner of every recipe: policy evaluation by the recipe's backup over the successors'
 * values, less the KL regulariser if the recipe has it (Algorithms 1-3), and the recipe's policy
 * improvement, MPO or SVG(0).
 *
 * <p>Readings where the paper is silent: MPO improves the policy at the nominal successors, whose
 * values the critic's targets need anyway, so one pass of the target critic serves both. The same
 * noise is used for the actions at all successors of a transition, so that members are compared on
 * equal draws. The critic sees actions clipped to [-1, 1]; the M-step sees them as drawn.
 *
 * <p>Its networks are computed by one of two engines, behind one interface; the rest is the same
 * for both. Deterministic: equal seed, settings and replay give equal bits, also after {@link
 * #restore}. Not thread-safe; learners share nothing.
 *
 * <p>Legend: B batch, N actions sampled, M slots of successors, O observation, D action.
 */
public final class Learner implements AutoCloseable {
  private static final int FORMAT = 3;

  private final LearnerSettings settings;
  private final int observationSize;
  private final int actionSize;
  private final int slots;
  private final int evaluated;
  private final boolean regularised;
  private final BackupOperator backup;

  private final GaussianHead head;
  private final TrainedNetwork policyNetwork;
  private final TrainedNetwork criticNetwork;
  private final Actor actor;
  private final Critic critic;
  private final PolicyImprovement improvement;
  private final PolicyImprovement.Targets improvementTargets;
  private final Rng acting;
  private final Rng sampling;
  private final Rng noising;
  private long updates;

  private final Replay.Batch batch;
  private final float[] noise;
  private final float[] outputs;
  private final float[] targetMean;
  private final float[] targetStddev;
  private final float[] referenceMean;
  private final float[] referenceStddev;
  private final float[] sampled;
  private final float[] clipped;
  private final float[] q;
  private final double[] values;
  private final double[] targets;
  private final double[] minima;
  private double meanKl;
  private final float[] actingOutputs;
  private final float[] actingMean;
  private final float[] actingStddev;

  /**
   * A fresh learner.
   *
   * @param recipe backup, regulariser and improvement
   * @param settings hyperparameters
   * @param observationSize O
   * @param actionSize D
   * @param slots M, successors stored with a transition; slot 0 is the nominal one
   * @param nominalTakesPart whether slot 0 is a member in a min or mean backup
   * @param gpu index of the GPU, if the settings' device is one
   * @param seed of all the learner's randomness
   * @throws ddrmpo.core.UserError if this machine cannot run the kernel or has no such GPU
   */
  public static Learner of(
      Recipe recipe,
      LearnerSettings settings,
      int observationSize,
      int actionSize,
      int slots,
      boolean nominalTakesPart,
      int gpu,
      long seed) {
    int first = nominalTakesPart || recipe.backup() == Backup.NOMINAL ? 0 : 1;
    int evaluated = recipe.backup() == Backup.NOMINAL ? 1 : slots;
    double degree =
        switch (recipe.backup()) {
          case NOMINAL, MIN, MEAN -> Double.NaN;
          case CVAR -> settings.cvarLevel();
          case SOFT_MIN -> settings.softMinTemperature();
        };
    BackupOperator backup = new BackupOperator(recipe.backup(), evaluated, first, degree);
    return new Learner(recipe, backup, slots, settings, observationSize, actionSize, gpu, seed);
  }

  private Learner(
      Recipe recipe,
      BackupOperator backup,
      int slots,
      LearnerSettings settings,
      int observationSize,
      int actionSize,
      int gpu,
      long seed) {
    this.settings = settings;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.slots = slots;
    this.backup = backup;
    evaluated = backup.slots();
    regularised = recipe.regulariser() == Regulariser.KL;

    int b = settings.batch();
    int n = settings.actions();
    int states = evaluated * b;
    boolean svg = recipe.improvement() == Improvement.SVG;
    head =
        new GaussianHead(
            actionSize,
            svg ? settings.svgTanhMean() : settings.tanhMean(),
            settings.initialStddev(),
            svg ? settings.svgMinimumStddev() : settings.minimumStddev());
    FlatNetwork policyShape = Policy.network(observationSize, settings.policy(), head);
    float[] policyStart = policyShape.initial(Seeds.rng(seed, "learner", "policy"));
    FlatNetwork criticShape = Critic.network(settings, observationSize, actionSize);
    float[] criticStart = criticShape.initial(Seeds.rng(seed, "learner", "critic"));
    policyNetwork = TrainedNetwork.open(settings, policyShape, policyStart, 3, states, gpu);
    try {
      criticNetwork = TrainedNetwork.open(settings, criticShape, criticStart, 2, states, gpu);
    } catch (RuntimeException e) {
      policyNetwork.close();
      throw e;
    }
    actor = new Actor(policyNetwork, head, b);
    critic = new Critic(criticNetwork, b, observationSize, actionSize);
    improvement =
        switch (recipe.improvement()) {
          case MPO -> new MpoImprovement(settings, actor, actionSize);
          case SVG ->
              new SvgImprovement(
                  actor,
                  critic,
                  settings.svgEntropy(),
                  settings.svgActionPenalty(),
                  Seeds.rng(seed, "learner", "improvement"),
                  b,
                  actionSize);
        };
    acting = Seeds.rng(seed, "learner", "acting");
    sampling = Seeds.rng(seed, "learner", "replay");
    noising = Seeds.rng(seed, "learner", "noise");

    batch = new Replay.Batch(b, observationSize, actionSize, evaluated);
    noise = new float[b * n * actionSize];
    outputs = new float[states * policyShape.outputs()];
    targetMean = new float[states * actionSize];
    targetStddev = new float[states * actionSize];
    referenceMean = new float[states * actionSize];
    referenceStddev = new float[states * actionSize];
    sampled = new float[states * n * actionSize];
    clipped = new float[states * n * actionSize];
    q = new float[states * n];
    values = new double[b * evaluated];
    targets = new double[b];
    minima = new double[slots];
    improvementTargets = new PolicyImprovement.Targets(sampled, q, targetMean, targetStddev);
    actingOutputs = new float[policyShape.outputs()];
    actingMean = new float[actionSize];
    actingStddev = new float[actionSize];
    if (settings.reference() == LearnerSettings.Reference.PRIOR) {
      Arrays.fill(referenceStddev, 1f);
    }
  }

  /**
   * Refuses a device that this machine does not have, before anything is opened.
   *
   * @param gpu as in {@link #of}
   * @throws ddrmpo.core.UserError naming the remedy
   */
  public static void requireDevice(LearnerSettings settings, int gpu) {
    if (settings.engine() == LearnerSettings.Engine.DJL) {
      DjlEngine.device(settings.device(), gpu);
    }
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** An immutable copy of the policy as it stands. */
  public Policy policy() {
    return new Policy(
        observationSize, settings.policy(), head, policyNetwork.parameters(Version.ONLINE));
  }

  /**
   * Refuses a learner whose last step has overflowed, before it is saved or evaluated.
   *
   * @throws NonFiniteException naming the network
   */
  public void requireFinite() {
    requireFinite("policy", policyNetwork);
    requireFinite("critic", criticNetwork);
  }

  private void requireFinite(String name, TrainedNetwork network) {
    String what = name + "'s parameter";
    for (float parameter : network.parameters(Version.ONLINE)) {
      NonFiniteException.check(updates, what, parameter);
    }
  }

  /**
   * Draws the policy's action [D], clipped to [-1, 1], at an observation [O].
   *
   * @throws NonFiniteException if it is no number
   */
  public void act(float[] observation, float[] action) {
    policyNetwork.outputs(Version.ONLINE, 1, observation, actingOutputs);
    head.read(1, actingOutputs, actingMean, actingStddev);
    for (int d = 0; d < actionSize; d++) {
      action[d] = actingMean[d] + actingStddev[d] * (float) acting.nextGaussian();
    }
    Policy.clip(action, actionSize);
    for (int d = 0; d < actionSize; d++) {
      NonFiniteException.check(updates, "action", action[d]);
    }
  }

  /**
   * One gradient update on a batch drawn from the replay.
   *
   * @throws NonFiniteException if a loss or a gradient is not finite; the parameters then still are
   */
  public UpdateStatistics update(Replay replay) {
    checkSizes(replay);
    replay.sample(batch, sampling);

    // Values at the successors, by the target networks.
    sampleActions();
    criticNetwork.outputs(
        Version.TARGET,
        evaluated * batch.size,
        batch.successors,
        settings.actions(),
        clipped,
        q); // [M, B, N]
    stateValues();

    // Policy improvement first: SVG leaves a gradient in the critic that is not the critic's.
    double policyLoss = improvement.loss(batch, improvementTargets);

    // Policy evaluation.
    evaluationTargets();
    double criticLoss = critic.loss(batch, targets);

    // Steps, of everything or, if something is not finite, of nothing.
    NonFiniteException.check(updates, "critic loss", criticLoss);
    NonFiniteException.check(updates, "policy loss", policyLoss);
    NonFiniteException.check(updates, "critic gradient norm", critic.gradientNorm());
    NonFiniteException.check(updates, "policy gradient norm", actor.gradientNorm());
    criticNetwork.step(settings.gradientClip());
    policyNetwork.step(settings.gradientClip());
    improvement.step();
    updates++;
    if (updates % settings.targetPeriod() == 0) {
      copyTargets();
    }
    return new UpdateStatistics(
        criticLoss,
        policyLoss,
        improvement.statistics(),
        meanKl,
        Floats.mean(actor.stddev()),
        critic.meanQ(),
        critic.stddevQ(),
        critic.leastQ(),
        critic.greatestQ(),
        critic.gradientNorm(),
        actor.gradientNorm(),
        minima.clone());
  }

  /** a_n ~ pi'(. | s'_m), and the same clipped for the critic [M, B, N, D]. */
  private void sampleActions() {
    int states = evaluated * batch.size;
    policyNetwork.outputs(Version.TARGET, states, batch.successors, outputs);
    head.read(states, outputs, targetMean, targetStddev); // [M, B, D]
    noising.fillGaussian(noise, noise.length); // [B, N, D]
    int each = settings.actions() * actionSize;
    for (int state = 0; state < states; state++) {
      int from = state % batch.size * each;
      for (int i = 0; i < each; i++) {
        int d = state * actionSize + i % actionSize;
        float action = targetMean[d] + targetStddev[d] * noise[from + i];
        sampled[state * each + i] = action;
        clipped[state * each + i] = Math.max(-1f, Math.min(1f, action));
      }
    }
  }

  /** v_m = mean over n of Q'(s'_m, a_n), less tau KL(pi' || reference) (Eq. 1) [B, M]. */
  private void stateValues() {
    int n = settings.actions();
    meanKl = regularised ? 0 : Double.NaN;
    if (regularised) {
      referenceDistribution();
    }
    for (int m = 0; m < evaluated; m++) {
      for (int b = 0; b < batch.size; b++) {
        int state = m * batch.size + b;
        double sum = 0;
        for (int i = state * n; i < (state + 1) * n; i++) {
          sum += q[i];
        }
        double v = sum / n;
        if (regularised) {
          double kl = kl(state);
          meanKl += kl / (evaluated * batch.size);
          v = BackupOperator.regularised(v, settings.tau(), kl);
        }
        values[b * evaluated + m] = v;
      }
    }
  }

  /** The reference policy at the successors; a fixed prior stands there from the start. */
  private void referenceDistribution() {
    if (settings.reference() == LearnerSettings.Reference.PREVIOUS_POLICY) {
      int states = evaluated * batch.size;
      policyNetwork.outputs(Version.REFERENCE, states, batch.successors, outputs);
      head.read(states, outputs, referenceMean, referenceStddev); // [M, B, D]
    }
  }

  /** KL(pi' || reference) at one successor, a sum over the action's dimensions. */
  private double kl(int state) {
    double kl = 0;
    for (int i = state * actionSize; i < (state + 1) * actionSize; i++) {
      kl += GaussianHead.kl(targetMean[i], targetStddev[i], referenceMean[i], referenceStddev[i]);
    }
    return kl;
  }

  /** y = r + gamma discount v, v from the values of the members (Eq. 4) [B]. */
  private void evaluationTargets() {
    Arrays.fill(minima, 0);
    for (int b = 0; b < batch.size; b++) {
      double v = backup.value(values, b);
      targets[b] =
          BackupOperator.target(batch.rewards[b], settings.discount(), batch.discounts[b], v);
      minima[backup.minimumAt(values, b)] += 1.0 / batch.size;
    }
  }

  private void copyTargets() {
    policyNetwork.copy(Version.TARGET, Version.REFERENCE);
    policyNetwork.copy(Version.ONLINE, Version.TARGET);
    criticNetwork.copy(Version.ONLINE, Version.TARGET);
  }

  private void checkSizes(Replay replay) {
    if (replay.observationSize() != observationSize
        || replay.actionSize() != actionSize
        || replay.slots() != slots) {
      throw new IllegalArgumentException(
          "Cannot learn O = %d, D = %d, M = %d from a replay of O = %d, D = %d, M = %d"
              .formatted(
                  observationSize,
                  actionSize,
                  slots,
                  replay.observationSize(),
                  replay.actionSize(),
                  replay.slots()));
    }
  }

  /** The policy's network, whose gradient is that of the last update. */
  TrainedNetwork policyNetwork() {
    return policyNetwork;
  }

  /** The critic's network, whose gradient is that of the last update. */
  TrainedNetwork criticNetwork() {
    return criticNetwork;
  }

  /** The last update's transitions. */
  Replay.Batch batch() {
    return batch;
  }

  /** The last update's noise of the actions at each transition's successors [B, N, D]. */
  float[] noise() {
    return noise;
  }

  /** The policy improvement, as it was in the last update. */
  PolicyImprovement improvement() {
    return improvement;
  }

  /** Writes all that the next update and action depend on. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeLong(updates);
    policyNetwork.save(out);
    criticNetwork.save(out);
    improvement.save(out);
    acting.save(out);
    sampling.save(out);
    noising.save(out);
  }

  /**
   * Continues bit by bit where {@link #save} was called, by a learner of equal settings.
   *
   * @throws ddrmpo.core.UserError if the sizes are others
   */
  public void restore(DataInput in) throws IOException {
    Floats.expect("format of the learner", FORMAT, in.readInt());
    updates = in.readLong();
    policyNetwork.restore(in);
    criticNetwork.restore(in);
    improvement.restore(in);
    acting.restore(in);
    sampling.restore(in);
    noising.restore(in);
  }

  @Override
  public void close() {
    policyNetwork.close();
    criticNetwork.close();
  }
}
