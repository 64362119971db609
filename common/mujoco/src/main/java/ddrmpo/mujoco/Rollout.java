package ddrmpo.mujoco;

import ddrmpo.mujoco.binding.Mujoco;
import ddrmpo.mujoco.binding.mjData;
import ddrmpo.mujoco.binding.mjModel;
import java.lang.ref.Reference;
import java.util.List;
import org.bytedeco.javacpp.PointerPointer;

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
   * One control step from each of many states under each of many models: the successors of a
   * physics uncertainty set in one native call.
   *
   * @param scratch data of each model, K of them, all of the same sizes; left in no particular
   *     state
   * @param states [B,S]
   * @param controls [B,U]
   * @param nextStates receives [K,B,S]
   * @param status receives [K,B], 0 for success
   * @return the number of failures
   */
  public static int step(
      List<Data> scratch,
      int batch,
      double[] states,
      double[] controls,
      int substeps,
      double[] nextStates,
      int[] status) {
    Data.requireSubsteps(substeps);
    if (scratch.isEmpty()) {
      throw new IllegalArgumentException("Cannot roll out under no model: give at least one");
    }
    Model first = scratch.get(0).model();
    for (Data data : scratch) {
      if (data.model().stateSize() != first.stateSize() || data.model().nu() != first.nu()) {
        throw new IllegalArgumentException("Cannot roll out under models of different sizes");
      }
    }
    int members = scratch.size();
    requireLength("states", states.length, batch, first.stateSize());
    requireLength("controls", controls.length, batch, first.nu());
    requireLength(
        "next states", nextStates.length, Math.multiplyExact(members, batch), first.stateSize());
    requireLength("status", status.length, Math.multiplyExact(members, batch), 1);
    try (PointerPointer<mjModel> models = new PointerPointer<>(members);
        PointerPointer<mjData> data = new PointerPointer<>(members)) {
      for (int k = 0; k < members; k++) {
        models.put(k, scratch.get(k).nativeModel());
        data.put(k, scratch.get(k).nativeData());
      }
      return Mujoco.guard_members(
          models, data, members, batch, states, controls, substeps, nextStates, status);
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
