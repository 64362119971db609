package ddrmpo.mujoco;

import ddrmpo.mujoco.binding.Mujoco;
import java.lang.ref.Reference;

/**
 * Many control steps in one native call. Shapes: B batch, T time, S state ({@link
 * Model#stateSize}), U controls; row-major. Arrays may be longer than needed.
 *
 * <p>A row that fails is filled with NaN and does not disturb the others; its status says why, see
 * {@link #reason}. What comes out is bitwise what {@link Data#setState} and {@link Data#step} give.
 */
public final class Rollout {
  /** In the order of mjtWarning. */
  private static final String[] WARNINGS = {
    "singular inertia matrix",
    "too many contacts",
    "too many constraints",
    "diverged in qpos",
    "diverged in qvel",
    "diverged in qacc",
    "bad control"
  };

  private Rollout() {}

  /**
   * One control step from each of many states of one model.
   *
   * @param scratch data of the model, left in no particular state
   * @param states [B,S]
   * @param controls [B,U]
   * @param nextStates receives [B,S]
   * @param status receives [B], 0 for success
   * @return the number of failures
   */
  public static int step(
      Data scratch,
      int batch,
      double[] states,
      double[] controls,
      int substeps,
      double[] nextStates,
      int[] status) {
    Model model = scratch.model();
    Data.requireSubsteps(substeps);
    requireLength("states", states.length, batch, model.stateSize());
    requireLength("controls", controls.length, batch, model.nu());
    requireLength("next states", nextStates.length, batch, model.stateSize());
    requireLength("status", status.length, batch, 1);
    try {
      return Mujoco.guard_batch(
          scratch.nativeModel(),
          scratch.nativeData(),
          batch,
          states,
          controls,
          substeps,
          nextStates,
          status);
    } finally {
      Reference.reachabilityFence(scratch);
    }
  }

  /**
   * Many control steps in a row from one state. Rows after a failure are NaN as well.
   *
   * @param scratch data of the model, left in no particular state
   * @param state [S]
   * @param controls [T,U]
   * @param states receives [T,S], the state after each control
   * @param status receives [T], 0 for success
   * @return the number of rows that are not a success
   */
  public static int trajectory(
      Data scratch,
      int steps,
      double[] state,
      double[] controls,
      int substeps,
      double[] states,
      int[] status) {
    Model model = scratch.model();
    Data.requireSubsteps(substeps);
    requireLength("state", state.length, 1, model.stateSize());
    requireLength("controls", controls.length, steps, model.nu());
    requireLength("states", states.length, steps, model.stateSize());
    requireLength("status", status.length, steps, 1);
    try {
      return Mujoco.guard_trajectory(
          scratch.nativeModel(),
          scratch.nativeData(),
          steps,
          state,
          controls,
          substeps,
          states,
          status);
    } finally {
      Reference.reachabilityFence(scratch);
    }
  }

  /** What a row's status means, in words. */
  public static String reason(int status) {
    return switch (status) {
      case 0 -> "success";
      case Mujoco.GUARD_ERROR -> "engine error";
      case Mujoco.GUARD_SKIPPED -> "follows a failure";
      case Mujoco.GUARD_BAD_STATE -> "the state is not finite";
      default -> WARNINGS[status - 1];
    };
  }

  private static void requireLength(String name, int length, int rows, int columns) {
    if (rows < 0 || length < Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          String.format("Cannot roll out %d x %d %s: room for %d", rows, columns, name, length));
    }
  }
}
