package ddrmpo.runs;

import ddrmpo.control.Environment;
import ddrmpo.core.Randomisation;
import ddrmpo.core.Rng;
import ddrmpo.core.RunCell;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TrainSettings;
import ddrmpo.core.UncertaintySet;
import ddrmpo.learning.Learner;
import ddrmpo.learning.Replay;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Acts in the nominal simulator, or under domain randomisation in one drawn for each episode, and
 * fills the replay: each transition with its successors under every member of the uncertainty set,
 * its own first. Owns its simulator and the set.
 */
final class Collector implements AutoCloseable {
  private final RunCell cell;
  private final TrainSettings settings;
  private final TaskSpec spec;
  private final List<Double> values; // the simulators' that episodes are drawn from
  private final UncertaintySet set;
  private final Rng starts;
  private final Rng exploration;
  private final Rng randomisation;
  private final NStepReturns returns;

  private final double[] state; // [S]
  private final double[] observation; // [O]
  private final double[] action; // [D]
  private final float[] from; // [O]
  private final float[] acted; // [D]
  private final float[] held; // [D]
  private final float[] members; // [K, O]
  private final float[] successors; // [1 + K, O]

  private Environment environment;
  private int value; // place of the simulator's in values
  private long steps;
  private long episodes;
  private int episodeStep;

  Collector(RunCell cell, UncertaintySet set) {
    this.cell = cell;
    this.settings = cell.settings();
    this.set = set;
    values =
        cell.recipe().randomisation() == Randomisation.NONE ? List.of(cell.nominal()) : cell.set();
    environment = Environment.of(cell.task(), cell.parameter(), values.get(0));
    spec = environment.spec();
    starts = Seeds.rng(cell.seed(), "train", "starts");
    exploration = Seeds.rng(cell.seed(), "train", "exploration");
    randomisation = Seeds.rng(cell.seed(), "train", "randomisation");
    int o = spec.observationSize();
    returns = new NStepReturns(settings.nStep(), cell.learner().discount(), o, spec.actionSize());
    state = new double[spec.stateSize()];
    observation = new double[o];
    action = new double[spec.actionSize()];
    from = new float[o];
    acted = new float[spec.actionSize()];
    held = new float[spec.actionSize()];
    members = new float[set.members() * o];
    successors = new float[(1 + set.members()) * o];
  }

  long steps() {
    return steps;
  }

  long episodes() {
    return episodes;
  }

  /** One control step of the learner's policy, or of random actions at the beginning. */
  void step(Learner learner, Replay replay) {
    if (episodeStep == 0) {
      drawSimulator();
      environment.reset(starts, observation);
    }
    Precision.narrow(observation, from, 0);
    boolean random = steps < settings.randomSteps();
    if (random) {
      holdRandom();
    } else {
      learner.act(from, acted);
    }
    environment.state(state);
    Precision.widen(acted, 0, action);
    float reward = (float) environment.step(action, observation);
    Precision.narrow(observation, successors, 0);
    if (set.members() > 0) {
      set.successors(1, state, from, acted, members);
      System.arraycopy(members, 0, successors, observation.length, members.length);
    }
    steps++;
    episodeStep++;
    int length =
        random ? Math.min(settings.episodeCut(), spec.episodeSteps()) : spec.episodeSteps();
    boolean last = episodeStep >= length;
    returns.add(from, acted, reward, successors, last, replay::add);
    if (last) {
      episodeStep = 0;
      episodes++;
    }
  }

  private void drawSimulator() {
    if (values.size() > 1) {
      use(randomisation.nextInt(values.size()));
    }
  }

  private void use(int other) {
    if (other != value) {
      environment.close();
      value = other;
      environment = Environment.of(cell.task(), cell.parameter(), values.get(value));
    }
  }

  private void holdRandom() {
    if (steps % settings.randomHold() == 0) {
      for (int i = 0; i < held.length; i++) {
        held[i] = (float) exploration.uniform(-1, 1);
      }
    }
    System.arraycopy(held, 0, acted, 0, held.length);
  }

  void save(DataOutputStream out) throws IOException {
    out.writeLong(steps);
    out.writeLong(episodes);
    out.writeInt(episodeStep);
    for (float h : held) {
      out.writeFloat(h);
    }
    environment.state(state);
    for (double s : state) {
      out.writeDouble(s);
    }
    out.writeInt(value);
    returns.save(out);
    starts.save(out);
    exploration.save(out);
    randomisation.save(out);
  }

  void restore(DataInputStream in) throws IOException {
    steps = in.readLong();
    episodes = in.readLong();
    episodeStep = in.readInt();
    for (int i = 0; i < held.length; i++) {
      held[i] = in.readFloat();
    }
    for (int i = 0; i < state.length; i++) {
      state[i] = in.readDouble();
    }
    use(in.readInt());
    environment.restore(state, observation);
    returns.restore(in);
    starts.restore(in);
    exploration.restore(in);
    randomisation.restore(in);
  }

  @Override
  public void close() {
    set.close();
    environment.close();
  }
}
