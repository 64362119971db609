package ddrmpo.learning;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.Recipe;
import ddrmpo.core.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;

/**
 * How long one update of a learner takes, by the clock: the learner alone, on a replay of random
 * transitions. Several learners can be timed at once, each on a thread of its own.
 *
 * <p>Legend: B batch, N actions, K models (slots of successors), O observation, D action.
 */
public final class LearnerTiming implements AutoCloseable {
  /** More transitions than a batch, few enough to be made in no time. */
  private static final int TRANSITIONS = 20_000;

  /** Time for the compiler to settle; the least number of updates is for large networks. */
  private static final double WARM_UP_SECONDS = 2;

  private static final int WARM_UP_UPDATES = 2;

  /** Numbers in the largest array of a learner: 1 GiB. */
  private static final long LARGEST_ARRAY = 1L << 28;

  private final List<Learner> learners = new ArrayList<>();
  private final Replay replay;
  private final ExecutorService threads;

  /**
   * Learners that wait to be timed.
   *
   * @param observationSize O
   * @param actionSize D
   * @param models K; 1 stands for recipe mpo, more for r-mpo with so many slots
   * @param count learners at once
   * @throws UserError if the sizes are beyond memory, or this machine cannot run the kernel
   */
  public LearnerTiming(
      LearnerSettings settings, int observationSize, int actionSize, int models, int count) {
    requireRoom(settings, observationSize, actionSize, models);
    Recipe recipe = Recipe.named(models == 1 ? "mpo" : "r-mpo");
    for (int i = 0; i < count; i++) {
      learners.add(Learner.of(recipe, settings, observationSize, actionSize, models, true, 0, i));
    }
    replay = RandomReplay.of(TRANSITIONS, observationSize, actionSize, models, 0);
    threads = Executors.newFixedThreadPool(count);
  }

  /** Milliseconds of each of the updates of every learner, after a warm-up, in ascending order. */
  public double[] milliseconds(int updates) {
    onEveryThread(LearnerTiming::warmUp);
    return onEveryThread((learner, batches) -> time(learner, batches, updates)).stream()
        .flatMapToDouble(DoubleStream::of)
        .sorted()
        .toArray();
  }

  private static double[] warmUp(Learner learner, Replay replay) {
    long begin = System.nanoTime();
    do {
      learner.update(replay);
    } while (learner.updates() < WARM_UP_UPDATES
        || System.nanoTime() - begin < WARM_UP_SECONDS * 1e9);
    return new double[0];
  }

  private static double[] time(Learner learner, Replay replay, int updates) {
    double[] milliseconds = new double[updates];
    for (int i = 0; i < updates; i++) {
      long begin = System.nanoTime();
      learner.update(replay);
      milliseconds[i] = (System.nanoTime() - begin) / 1e6;
    }
    return milliseconds;
  }

  /** Learners only read the replay, so they can share it. */
  private List<double[]> onEveryThread(Work work) {
    Collection<Callable<double[]>> tasks = new ArrayList<>();
    learners.forEach(learner -> tasks.add(() -> work.apply(learner, replay)));
    List<double[]> results = new ArrayList<>();
    try {
      for (Future<double[]> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an update failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while updating", e);
    }
    return results;
  }

  private static void requireRoom(
      LearnerSettings settings, int observationSize, int actionSize, int models) {
    double rows = (double) models * settings.batch(); // in double, which does not overflow
    double largest =
        Math.max(
            rows * Math.max((double) settings.actions() * actionSize, observationSize),
            (double) TRANSITIONS * models);
    for (List<Integer> widths : List.of(settings.policy(), settings.critic())) {
      double parameters = 0;
      double inputs = (double) observationSize + actionSize;
      for (int width : widths) {
        parameters += inputs * width;
        largest = Math.max(largest, (double) settings.batch() * width);
        inputs = width;
      }
      largest = Math.max(largest, parameters + inputs * 2 * actionSize);
    }
    if (largest > LARGEST_ARRAY) {
      throw UserError.usage(
          "A learner of this size needs an array of %.0f numbers, but %d are the most that can be timed: make batch, actions, models or layers smaller.",
          largest, LARGEST_ARRAY);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    learners.forEach(Learner::close);
  }

  private interface Work {
    double[] apply(Learner learner, Replay replay);
  }
}
