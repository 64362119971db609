package ddrmpo.core;

import java.util.List;

/** Which transition models a study fits: the keys of {@code fit} beside {@link FitSettings}. */
record FitPlan(
    @Doc("sizes of the nested subsets that models are fitted to, transitions; none: no models")
        List<Long> sizes,
    @Doc("families of models: neural, linear, tree; learned sets use the neural ones")
        List<ModelKind> models,
    @Doc("seeds of the neural models; run i uses seed i modulo their number") List<Long> seeds) {}
