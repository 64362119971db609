package ddrmpo.control;

import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Data;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * A task as its domain declares it.
 *
 * @param spec sizes, names and the perturbation
 * @param substeps physics steps in a control step
 * @param model the model's text (MJCF) at a value of the perturbed parameter
 * @param domain binds observation, reward and reset to a simulator
 */
record Task(
    TaskSpec spec, int substeps, DoubleFunction<String> model, Function<Data, Domain> domain) {}
