/**
 * MuJoCo for Java: a compiled {@link ddrmpo.mujoco.Model}, the {@link ddrmpo.mujoco.Data} that one
 * thread simulates it in, and {@link ddrmpo.mujoco.Rollout} for many states in one native call.
 * Read them in that order, then src/main/native/guard.h, which keeps the engine's errors from
 * ending the process. The JavaCPP binding that is generated from {@code
 * ddrmpo.mujoco.presets.MujocoPresets} is used nowhere outside this package. Depends on JavaCPP
 * only.
 */
package ddrmpo.mujoco;
