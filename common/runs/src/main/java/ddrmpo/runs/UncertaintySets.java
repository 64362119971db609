package ddrmpo.runs;

import ddrmpo.control.PhysicsSet;
import ddrmpo.control.Suite;
import ddrmpo.core.Artifacts;
import ddrmpo.core.ModelCell;
import ddrmpo.core.RunCell;
import ddrmpo.core.Seeds;
import ddrmpo.core.TaskSpec;
import ddrmpo.core.UncertaintySet;
import ddrmpo.core.UserError;
import ddrmpo.learning.LearnedSet;
import ddrmpo.learning.PlaceboSet;
import ddrmpo.learning.TransitionModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The uncertainty set that a run asks for. */
final class UncertaintySets {
  private UncertaintySets() {}

  /**
   * Opens the run's set; the caller closes it.
   *
   * @param rmse root mean squared one-step error of each of the run's models [O], in their order;
   *     only a placebo set needs them
   * @throws UserError if a transition model is missing, damaged or of another task
   */
  static UncertaintySet of(RunCell cell, Artifacts artifacts, List<double[]> rmse)
      throws IOException {
    return switch (cell.recipe().set()) {
      case NONE -> new NominalOnly();
      case PHYSICS -> PhysicsSet.of(cell.task(), cell.parameter(), cell.set());
      case LEARNED, ENSEMBLE -> LearnedSet.of(models(cell, artifacts), false);
      case ANCHORED -> LearnedSet.of(models(cell, artifacts), true);
      case MIXED -> {
        UncertaintySet learned = LearnedSet.of(models(cell, artifacts), false);
        yield new MixedSet(
            List.of(PhysicsSet.of(cell.task(), cell.parameter(), cell.set()), learned));
      }
      case PLACEBO ->
          new PlaceboSet(
              everySimulator(cell),
              rmse,
              Suite.spec(cell.task(), cell.parameter()).anglePairs(),
              Seeds.derive(cell.seed(), "train", "placebo"));
    };
  }

  /** A physics set leaves out the first value, which is here put before the nominal one. */
  private static PhysicsSet everySimulator(RunCell cell) {
    List<Double> values = new ArrayList<>(List.of(cell.nominal()));
    values.addAll(cell.set());
    return PhysicsSet.of(cell.task(), cell.parameter(), values);
  }

  private static List<TransitionModel> models(RunCell cell, Artifacts artifacts)
      throws IOException {
    TaskSpec spec = Suite.spec(cell.task());
    List<TransitionModel> models = new ArrayList<>();
    for (ModelCell model : cell.models()) {
      byte[] content =
          artifacts
              .read(model.path())
              .orElseThrow(
                  () ->
                      UserError.data(
                          "The %s is missing: %s is not in the warehouse; fit it again.",
                          model.label(), model.path()));
      TransitionModel read = TransitionModel.read(content);
      if (read.observationSize() != spec.observationSize()
          || read.actionSize() != spec.actionSize()) {
        throw UserError.data(
            "%s predicts %d observations from %d actions, but %s has %d and %d: fit a model of this task.",
            model.path(),
            read.observationSize(),
            read.actionSize(),
            cell.task(),
            spec.observationSize(),
            spec.actionSize());
      }
      models.add(read);
    }
    return models;
  }
}
