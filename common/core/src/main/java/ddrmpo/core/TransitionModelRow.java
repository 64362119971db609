package ddrmpo.core;

import java.util.List;

/** One fitted transition model with its held-out errors. */
@Doc("Transition models with their errors on held-out episodes.")
public record TransitionModelRow(
    @Doc("task") String task,
    @Doc("perturbed parameter") String parameter,
    @Doc("the parameter's value in the dataset") double perturbation,
    @Doc("id of the dataset's cell") String datasetId,
    @Doc("transitions that the model was fitted to") long size,
    @Doc("neural, linear or tree") String kind,
    @Doc("seed") long seed,
    @Doc("names of the observation's components [O]") List<String> dimensions,
    @Doc("root mean squared one-step error, in the observation's units [O]") double[] oneStepRmse,
    @Doc("the same divided by the standard deviation of the one-step change [O]")
        double[] oneStepError,
    @Doc("root mean squared error after 10 steps of open-loop prediction [O]")
        double[] openLoopRmse10,
    @Doc("root mean squared error after 50 steps of open-loop prediction [O]")
        double[] openLoopRmse50,
    @Doc("held-out transitions behind the one-step error") long heldOut,
    @Doc("number of parameters; nodes for a tree") long parameters,
    @Doc("file of the weights, relative to the warehouse") String path,
    @Doc("SHA-256 of that file") String checksum,
    @Doc("wall time of the fit, seconds") double seconds,
    Provenance provenance) {}
