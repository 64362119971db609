package ddrmpo.control;

import ddrmpo.core.TaskSpec;
import ddrmpo.mujoco.Data;
import java.util.function.Function;

/**
 * A task as its domain declares it.
 *
 * @param spec sizes, names and the perturbation
 * @param substeps physics steps in a control step
 * @param model the model's text (MJCF) at values of its parameters
 * @param domain binds observation, reward and reset to a simulator
 * @param scene how it looks in a picture
 */
record Task(
    TaskSpec spec,
    int substeps,
    Function<Parameters, String> model,
    Function<Data, Domain> domain,
    Scene scene) {}
