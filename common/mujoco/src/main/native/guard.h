// Guarded entry points of MuJoCo for a JVM. MuJoCo's own answer to an error is to exit the process,
// and its answer to a diverged state is to reset it and go on; here both become a C++ exception
// (a Java one beyond the JNI), and the data is left reset and usable.
// Shapes: B batch, T time, S state = 1 + nq + nv + na + nv (time, qpos, qvel, act, qacc_warmstart),
// U = nu controls; row-major.
#ifndef DDRMPO_GUARD_H_
#define DDRMPO_GUARD_H_

#include <mujoco/mujoco.h>

// Compiles a model from MJCF text. The caller owns it: mj_deleteModel.
mjModel* guard_load(const char* xml);

// Allocates data in the model's initial state. The caller owns it: mj_deleteData.
mjData* guard_data(const mjModel* m);

// mj_resetData.
void guard_reset(const mjModel* m, mjData* d);

// mj_forward with these mjtDisableBit flags added for this call only.
void guard_forward(const mjModel* m, mjData* d, int disable);

// mj_step, substeps times, then mj_step1, under the control in d->ctrl.
void guard_step(const mjModel* m, mjData* d, int substeps);

// Status of one row of a rollout: 0 is success, 1 + mjtWarning a divergence, GUARD_ERROR an engine
// error, GUARD_SKIPPED a row that follows a failed one, GUARD_BAD_STATE a state with NaN or infinity.
#define GUARD_ERROR 100
#define GUARD_SKIPPED 101
#define GUARD_BAD_STATE 102

// One control step from each of B states under its own control.
// states [B,S], controls [B,U] -> next [B,S], status [B]; a failed row is NaN. Returns the failures.
int guard_batch(const mjModel* m, mjData* scratch, int batch, const double* states,
                const double* controls, int substeps, double* next, int* status);

// The same under each of K models of equal sizes, with data for each: next [K,B,S], status [K,B].
int guard_members(mjModel* const* models, mjData* const* scratch, int members, int batch,
                  const double* states, const double* controls, int substeps, double* next,
                  int* status);

// T control steps in a row from one state.
// state [S], controls [T,U] -> states [T,S], status [T]; from the first failure on rows are NaN.
// Returns the number of rows that are not a success.
int guard_trajectory(const mjModel* m, mjData* scratch, int steps, const double* state,
                     const double* controls, int substeps, double* states, int* status);

#endif  // DDRMPO_GUARD_H_
