package ddrmpo.core;

import java.io.Serializable;
import java.util.List;

/**
 * How transition models are fitted. Sizes, kinds and seeds of the models are the study's; these
 * settings are the same for all of them, so that size is the only factor.
 */
public record FitSettings(
    @Doc("widths of the hidden layers of neural models") List<Integer> hidden,
    @Doc("gradient steps, equal for every size") int gradientSteps,
    @Doc("transitions a gradient step") int batch,
    @Doc("Adam's rate at the start; it decays to a hundredth by a cosine") double learningRate,
    @Doc("least standard deviation in the normalisers") double stddevFloor,
    @Doc("depth of regression trees") int treeDepth,
    @Doc("greatest number of held-out windows in the open-loop error") int openLoop)
    implements Serializable {

  /** Refuses what cannot be fitted. */
  public FitSettings {
    Settings.layers("fit.hidden", hidden);
    Settings.atLeast("fit.gradient-steps", gradientSteps, 1);
    Settings.atLeast("fit.batch", batch, 1);
    Settings.positive("fit.learning-rate", learningRate);
    Settings.positive("fit.stddev-floor", stddevFloor);
    Settings.within("fit.tree-depth", treeDepth, 1, 30);
    Settings.atLeast("fit.open-loop", openLoop, 1);
    hidden = List.copyOf(hidden);
  }
}
