package ddrmpo.core;

/** One offline dataset, complete. */
@Doc("One row a complete dataset of the table transitions.")
public record DatasetRow(
    @Doc("task") String task,
    @Doc("perturbed parameter") String parameter,
    @Doc("the parameter's value, in the task's unit") double perturbation,
    @Doc("number of transitions") long transitions,
    @Doc("number of episodes") int episodes,
    @Doc("number of transitions that are not held out, the largest size a model can be fitted to")
        long trainable,
    @Doc("mean return of an episode, by its length") double meanReward,
    @Doc("seed") long seed,
    @Doc("wall time of the dataset, seconds") double seconds,
    Provenance provenance) {}
