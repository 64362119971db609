package ddrmpo.core;

import java.util.Locale;

/**
 * One transition model: a dataset's first {@code size} transitions, a kind of model, a seed.
 *
 * @param study the study
 * @param dataset the dataset
 * @param size how many transitions it is fitted to: the nested subset {@code subset_rank < size}
 * @param kind the family of models
 * @param settings how it is fitted
 * @param seed seed of initial weights and minibatches
 */
public record ModelCell(
    String study, DatasetCell dataset, long size, ModelKind kind, FitSettings settings, long seed)
    implements Cell {

  /** Where the weights stand, relative to the warehouse. */
  public String path() {
    return "models/" + id() + ".model";
  }

  @Override
  public String label() {
    return String.format(
        Locale.ROOT,
        "%s model %s %s %s, %d transitions, seed %d",
        kind.text(),
        dataset.task(),
        dataset.parameter(),
        dataset.value(),
        size,
        seed);
  }
}
