package ddrmpo.core;

import java.util.List;

/**
 * The evaluation of one run's policies at every tested value.
 *
 * @param study the study
 * @param run the run whose policies are evaluated
 * @param tested the values, with their roles
 * @param settings episodes and seed of the initial states
 */
public record EvaluationCell(
    String study, RunCell run, List<Perturbation.Tested> tested, EvaluateSettings settings)
    implements Cell {

  /** Keeps its own copy of the list. */
  public EvaluationCell {
    tested = List.copyOf(tested);
  }

  @Override
  public long seed() {
    return settings.seed();
  }

  @Override
  public String label() {
    return "evaluation of " + run.label();
  }
}
