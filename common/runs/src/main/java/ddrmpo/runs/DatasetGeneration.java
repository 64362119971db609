package ddrmpo.runs;

import ddrmpo.control.Environment;
import ddrmpo.core.DatasetCell;
import ddrmpo.core.GenerateSettings;
import ddrmpo.core.Rng;
import ddrmpo.core.RunCell;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.TransitionRow;
import ddrmpo.learning.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The episodes of one offline dataset. Every episode has a seed of its own, so that it is the same
 * whatever partition it is generated in. Owns a simulator; not thread-safe.
 */
public final class DatasetGeneration implements AutoCloseable {
  private final DatasetCell cell;
  private final String id;
  private final List<Policy> agent;
  private final String versions;
  private final Environment environment;
  private final boolean[] heldOut; // [episodes]
  private final int[] subsetRank; // [transitions]

  /**
   * A generator of the dataset's episodes.
   *
   * @param cell the dataset
   * @param agent snapshots of the behaviour agent; may be empty if its weight is 0
   * @param versions provenance of the rows
   */
  public DatasetGeneration(DatasetCell cell, List<Policy> agent, String versions) {
    if (cell.settings().agent() > 0 && agent.isEmpty()) {
      throw new IllegalArgumentException(
          "the behaviour agent of " + cell.label() + " has no snapshot");
    }
    this.cell = cell;
    id = cell.id();
    this.agent = agent;
    this.versions = versions;
    heldOut = heldOutEpisodes(cell);
    subsetRank = subsetRanks(cell, heldOut);
    environment = Environment.of(cell.task(), cell.parameter(), cell.value());
  }

  /** The run that trains the behaviour agent on the nominal task, if the mixture has one. */
  public static Optional<RunCell> agentCell(DatasetCell cell) {
    if (cell.settings().agent() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RunCell(
            cell.study(),
            cell.task(),
            DatasetCell.AGENT,
            cell.parameter(),
            cell.nominal(),
            List.of(),
            List.of(),
            cell.learner(),
            cell.agent(),
            cell.seed()));
  }

  /** How many of the dataset's transitions are not held out. */
  public static long trainable(DatasetCell cell) {
    boolean[] heldOut = heldOutEpisodes(cell);
    long count = 0;
    for (int episode = 0; episode < heldOut.length; episode++) {
      count += heldOut[episode] ? 0 : length(cell.settings(), episode);
    }
    return count;
  }

  /** The transitions of one episode, in order. */
  public List<TransitionRow> episode(int episode) {
    TaskSpec spec = environment.spec();
    Rng rng = rng(cell, Integer.toString(episode));
    Behaviour behaviour = Behaviour.draw(cell.settings(), agent, spec.actionSize(), rng);
    double[] observation = new double[spec.observationSize()];
    double[] next = new double[spec.observationSize()];
    double[] action = new double[spec.actionSize()];
    environment.reset(rng, observation);
    int length = length(cell.settings(), episode);
    List<TransitionRow> rows = new ArrayList<>(length);
    for (int step = 0; step < length; step++) {
      float[] from = floats(observation);
      float[] acted = new float[spec.actionSize()];
      behaviour.act(from, acted, rng);
      Precision.widen(acted, 0, action);
      double[] state = new double[spec.stateSize()];
      environment.state(state);
      double reward = environment.step(action, next);
      rows.add(
          new TransitionRow(
              cell.study(),
              id,
              cell.task(),
              cell.parameter(),
              cell.value(),
              episode,
              step,
              behaviour.name(),
              heldOut[episode],
              subsetRank[episode * cell.settings().episodeSteps() + step],
              from,
              acted,
              (float) reward,
              floats(next),
              1f,
              state,
              cell.seed(),
              versions));
      System.arraycopy(next, 0, observation, 0, next.length);
    }
    return rows;
  }

  @Override
  public void close() {
    environment.close();
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    Precision.narrow(values, narrow, 0);
    return narrow;
  }

  private static int length(GenerateSettings settings, int episode) {
    long before = (long) episode * settings.episodeSteps();
    return (int) Math.min(settings.episodeSteps(), settings.transitions() - before);
  }

  /** Held out are the first episodes of a shuffle by the dataset's seed. */
  private static boolean[] heldOutEpisodes(DatasetCell cell) {
    int episodes = cell.settings().episodes();
    boolean[] heldOut = new boolean[episodes];
    int[] shuffled = shuffled(episodes, rng(cell, "held-out"));
    for (int i = 0; i < cell.settings().heldOutEpisodes(); i++) {
      heldOut[shuffled[i]] = true;
    }
    return heldOut;
  }

  /**
   * Places of the trainable transitions in a shuffle, so that subsets are nested and spread over
   * episodes.
   */
  private static int[] subsetRanks(DatasetCell cell, boolean[] heldOut) {
    int n = (int) cell.settings().transitions();
    int[] ranks = new int[n];
    Arrays.fill(ranks, -1);
    int rank = 0;
    for (int transition : shuffled(n, rng(cell, "subset"))) {
      if (!heldOut[transition / cell.settings().episodeSteps()]) {
        ranks[transition] = rank++;
      }
    }
    return ranks;
  }

  private static int[] shuffled(int n, Rng rng) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = rng.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  private static Rng rng(DatasetCell cell, String purpose) {
    return Seeds.rng(
        cell.seed(),
        "generate",
        cell.task(),
        cell.parameter(),
        Double.toString(cell.value()),
        purpose);
  }
}
