package ddrmpo.core;

/** One transition of an offline dataset. */
@Doc("Offline datasets: one row a transition, many partitions a dataset.")
public record TransitionRow(
    @Doc("study that computed the row") String study,
    @Doc("id of the dataset's cell, derived from its content") String datasetId,
    @Doc("task") String task,
    @Doc("perturbed parameter") String parameter,
    @Doc("the parameter's value, in the task's unit") double perturbation,
    @Doc("episode, from 0") int episode,
    @Doc("control step in the episode, from 0") int step,
    @Doc("uniform, held or agent") String behaviour,
    @Doc("true if no model is fitted to the episode") boolean heldOut,
    @Doc(
            "place in a fixed shuffle of the transitions that are not held out, from 0: the nested subset of size n is subset_rank < n; -1 if held out")
        int subsetRank,
    @Doc("observation before the action [O]") float[] observation,
    @Doc("action, each in [-1, 1] [D]") float[] action,
    @Doc("reward of the step, in [0, 1]") float reward,
    @Doc("observation after the action [O]") float[] nextObservation,
    @Doc("discount after the step: 1, also at a truncation") float discount,
    @Doc(
            "full state before the action: time, qpos, qvel, act, qacc_warmstart, and what the task remembers beside them [S]")
        double[] state,
    @Doc("seed of the dataset") long seed,
    @Doc("versions of project, Java, Spark, MuJoCo, DJL and libtorch") String versions) {}
