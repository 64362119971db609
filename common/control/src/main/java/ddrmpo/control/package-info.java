/**
 * The control tasks and their simulators. Read a domain first ({@link ddrmpo.control.Pendulum},
 * {@link ddrmpo.control.Cartpole}, {@link ddrmpo.control.Walker}; every domain's file reads the
 * same: constants and parameters, model, observation, reward, reset, perturbation), then {@link
 * ddrmpo.control.Environment}, one simulator of a task at one value of one parameter, then {@link
 * ddrmpo.control.PhysicsSet}, the uncertainty set made of such simulators. {@link
 * ddrmpo.control.Suite} lists the tasks. Depends on core and mujoco; knows no learning and no
 * Spark.
 */
package ddrmpo.control;
